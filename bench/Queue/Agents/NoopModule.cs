using Roost.Messaging.Declaration;
using Roost.Modules;

namespace Bench.Queue.Agents;

/// <summary>Everything as it is by default.</summary>
[Module("bench")]
internal sealed class NoopModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Job<Noop, NoopHandler>()
        .Job<Errand, ErrandHandler>();
}
