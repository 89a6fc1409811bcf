using System.Collections.Concurrent;
using System.Diagnostics;
using Roost.Contracts;
using Roost.Operations;

namespace Roost.Remoting.TestHost;

internal sealed class Probe(CallContext context) : IProbe
{
    private static readonly Guid Waiters = Guid.CreateVersion7();
    private static readonly ConcurrentDictionary<Guid, int> Counts = [];

    public Task<Result<Sample>> EchoAsync(Sample sample, CancellationToken cancellationToken) => Task.FromResult<Result<Sample>>(sample);

    public Task<IReadOnlyList<Sample>> RepeatAsync(Sample sample, int times, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Sample>>([.. Enumerable.Repeat(sample, times)]);

    public Task<string?> MaybeAsync(string? text, CancellationToken cancellationToken) => Task.FromResult(text);

    public Task<Result<string?>> MaybeResultAsync(string? text, CancellationToken cancellationToken) => Task.FromResult<Result<string?>>(text);

    public async Task DoAsync(Behaviour behaviour, CancellationToken cancellationToken)
    {
        if (await ActAsync(behaviour, cancellationToken) is { } error)
        {
            throw new ContractErrorException("IProbe.DoAsync", error);
        }
    }

    public async Task<Result> TryAsync(Behaviour behaviour, CancellationToken cancellationToken) =>
        await ActAsync(behaviour, cancellationToken) is { } error ? error : Result.Success;

    public async Task<Result<int>> TryForAsync(Behaviour behaviour, CancellationToken cancellationToken) =>
        await ActAsync(behaviour, cancellationToken) is { } error ? error : 42;

    public Task<Seen> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new Seen(
        context.Tenant?.Value, context.Principal.Kind.ToString(), context.Principal.Id, context.Principal.Roles, context.CorrelationId,
        Activity.Current?.TraceId.ToHexString(), context.Deadline is not null));

    public Task<int> WaitersAsync(CancellationToken cancellationToken) => Task.FromResult(Counts.GetValueOrDefault(Waiters));

    public Task<int> CountAsync(Guid operationId, CancellationToken cancellationToken) =>
        Task.FromResult(Count(operationId));

    private static int Count(Guid id) => Counts.AddOrUpdate(id, 1, static (_, count) => count + 1);

    private static async Task<Error?> ActAsync(Behaviour behaviour, CancellationToken cancellationToken)
    {
        switch (behaviour.Deed)
        {
            case Deed.Refuse:
                return behaviour.Kind == 0
                    ? Error.Invalid(new Dictionary<string, string[]> { ["lines[0].quantity"] = ["Too many.", "Too odd."] })
                    : new Error((ErrorKind)behaviour.Kind, $"probe.kind_{behaviour.Kind}", "Not so.");
            case Deed.Throw:
                throw new FormatException("A secret.");
            case Deed.TimeOut:
                throw new TimeoutException("A secret.");
            case Deed.PretendCancelled:
                throw new OperationCanceledException("A secret.");
            case Deed.PassOn:
                throw new ContractErrorException("IOther.CallAsync", Error.NotFound("other.not_found", "A secret."));
            case Deed.Wait:
                Count(Waiters);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            case Deed.Die:
                Process.GetCurrentProcess().Kill();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            default:
                return null;
        }
    }
}

internal sealed class Hidden : IHidden
{
    public Task<int> NumberAsync(CancellationToken cancellationToken) => Task.FromResult(7);
}
