using Roost.Hosting;
using Roost.Security;
using Shop.Catalog;
using Shop.Inventory;
using Shop.Orders;
using Shop.Payments;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddRoost(roost => roost
    .UseSecurity()
    .AddModule<CatalogModule>()
    .AddModule<InventoryModule>()
    .AddModule<OrdersModule>()
    .AddModule<PaymentsModule>());

var app = builder.Build();
app.UseRoost();
return await app.RunRoostAsync(args);
