using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Schedules;
using Roost.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory.Contracts;
using Shop.Inventory.Demo;
using Shop.Inventory.Expiries;
using Shop.Inventory.Reservations;
using Shop.Inventory.Stocks;
using Shop.Tenants.Contracts;

namespace Shop.Inventory;

/// <summary>What is in stock, and for whom it is put aside.</summary>
[Module("inventory")]
[Uses<ICatalog>, Uses<ITenants>]
[Exports<IInventory>]
public sealed class InventoryModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IInventory, ReservationService>()
        .Options<InventoryOptions>()
        .Database<InventoryDb>()
        .Endpoints<StockEndpoints>()
        .Contributes<IDemoData, DemoStock>()
        .Job<ExpireAllReservations, ExpireAllReservationsHandler>(job => job.TenantFree())
        .Job<ExpireReservations, ExpireReservationsHandler>()
        // What was missed is made up for by the next one: a reservation that is over stays over.
        .Schedule("every-minute", "* * * * *", static time => new ExpireAllReservations(time.ToUniversalTime()), schedule => schedule.CatchUp(CatchUp.Skip))
        .Services(services => services.AddScoped<StockRepository>().AddScoped<ReservationRepository>());
}
