using Catalog;
using Roost.Modules;

namespace Stock;

[Module("stock")]
[Exports<IStock>, Uses<ICatalog>]
public sealed class StockModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
