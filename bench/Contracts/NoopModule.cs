using Roost.Modules;

namespace Bench.Contracts;

[Module("noop")]
[Exports<INoop>]
internal sealed class NoopModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Implements<INoop, Noop>();
}
