using Roost.Modules;

namespace Roost.Tests.Configuration.Reference;

[Module("shelves")]
public sealed class ShelvesModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Options<ShelfOptions>();
}

[Module("bare")]
public sealed class BareModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
