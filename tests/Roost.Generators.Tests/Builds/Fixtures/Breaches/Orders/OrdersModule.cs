using Catalog;
using Roost.Modules;

namespace Orders;

// ROOST1001: the project refers to Catalog itself, though nothing of it is used.
[Module("orders")]
[Uses<ICatalog>]
public sealed class OrdersModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
