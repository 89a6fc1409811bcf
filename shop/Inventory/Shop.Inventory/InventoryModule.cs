using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory.Contracts;
using Shop.Inventory.Demo;
using Shop.Inventory.Reservations;
using Shop.Inventory.Stocks;

namespace Shop.Inventory;

/// <summary>What is in stock, and for whom it is put aside.</summary>
[Module("inventory")]
[Uses<ICatalog>]
[Exports<IInventory>]
public sealed class InventoryModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IInventory, ReservationService>()
        .Database<InventoryDb>()
        .Endpoints<StockEndpoints>()
        .Contributes<IDemoData, DemoStock>()
        .Services(services => services.AddScoped<StockRepository>().AddScoped<ReservationRepository>());
}
