using Roost.Modules;

namespace Roost.Gateway.TestHost;

[Module("echo")]
public sealed class EchoModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Services(services => services.AddSingleton<Counter>())
        .Endpoints<EchoEndpoints>();
}

internal sealed class Counter
{
    private int _count;

    public int Next() => Interlocked.Increment(ref _count);

    public int Count => Volatile.Read(ref _count);
}
