using Roost;
using Roost.Modules;

namespace Bench.Remote;

/// <summary>A call in which nothing is left but the way there and back.</summary>
[Contract]
public interface INoop
{
    Task<int> NoopAsync(int value, CancellationToken cancellationToken);
}

internal sealed class Noop : INoop
{
    public Task<int> NoopAsync(int value, CancellationToken cancellationToken) => Task.FromResult(value);
}

[Module("callee")]
[Exports<INoop>]
internal sealed class CalleeModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Implements<INoop, Noop>();
}

[Module("caller")]
[Uses<INoop>]
internal sealed class CallerModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
