using Roost.Modules;

namespace Bench.Edge;

/// <summary>The bare contestant's endpoint, in a module.</summary>
[Module("items")]
internal sealed class ItemsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<ItemEndpoints>();
}
