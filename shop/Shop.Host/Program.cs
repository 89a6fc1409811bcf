using Roost.Edge.Tenancy;
using Roost.Faults;
using Roost.Gateway;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Messaging;
using Roost.RabbitMQ;
using Roost.Redis;
using Roost.Remoting;
using Roost.Security;
using Roost.Telemetry;
using Shop;
using Shop.Auth;
using Shop.Catalog;
using Shop.Host.Authorization;
using Shop.Host.Demo;
using Shop.Host.Tenancy;
using Shop.Inventory;
using Shop.Jobs;
using Shop.Notifications;
using Shop.Orders;
using Shop.Payments;
using Shop.Reports;
using Shop.Tenants;
using Shop.Tenants.Contracts;
using Shop.Users;
using Shop.Webhooks;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services
    .AddShopPolicies()
    .AddSingleton<ITenantResolver, TenantResolver>()
    .AddSingleton<IFaultClassifier, LookUpFaults>()
    .AddSingleton<DemoShops>()
    .AddSingleton<IHostCommand, SeedCommand>();
builder.AddRoost(roost => roost
    .UseTelemetry()
    .UseSecurity()
    .UseRemoting()
    .UseRabbitMq()
    .UseRedis()
    .UseGateway()
    // By the resolver of tenants.
    .Uses<ITenants>()
    .AddModule<TenantsModule>()
    .AddModule<AuthModule>()
    .AddModule<UsersModule>()
    .AddModule<CatalogModule>()
    .AddModule<InventoryModule>()
    .AddModule<OrdersModule>()
    .AddModule<PaymentsModule>()
    .AddModule<NotificationsModule>()
    .AddModule<WebhooksModule>()
    .AddModule<JobsModule>()
    .AddModule<ReportsModule>()
    .AddJobOperations(options => options.Policy = Policies.Operator));

var app = builder.Build();
app.UseRoost();
return await app.RunRoostAsync(args);
