using Roost.Health;
using Roost.Remoting.Calls.Pipelines;

namespace Roost.Remoting.Calls.Health;

/// <summary>Says that a third party is not called at present. The host serves all the same, and what needs no such call as well as ever.</summary>
internal sealed class BreakerCheck(string call, CallPipelines pipelines) : IDependencyCheck
{
    public string Name => $"calls:{call}";

    public bool IsRequired => false;

    public Task<DependencyState> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(pipelines.Of(call).Breakers.Single() switch
    {
        { State: BreakerState.HalfOpen } => DependencyState.Degraded("Calls have failed too often. One is made at this moment to see whether it works again."),
        { State: BreakerState.Open, Open: { } open } => DependencyState.Degraded(
            $"Calls have failed too often and are not made since {open.Since:yyyy-MM-dd HH:mm:ss}Z. The first from {open.RetryAt:yyyy-MM-dd HH:mm:ss}Z on is made, to see whether it works again."),
        _ => DependencyState.Up,
    });
}
