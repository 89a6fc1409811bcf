using Roost.Modules;

namespace Catalog;

[Module("catalog")]
[Exports<ICatalog>, Uses<IStock>]
public sealed class CatalogModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
