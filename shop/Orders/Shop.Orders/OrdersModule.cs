using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Catalog.Contracts;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Orders.Cancellations;
using Shop.Orders.Checkouts;
using Shop.Orders.Confirmations;
using Shop.Orders.Contracts;
using Shop.Orders.Following;
using Shop.Orders.Orders;
using Shop.Payments.Contracts;

namespace Shop.Orders;

/// <summary>What customers have ordered, and how an order comes about.</summary>
[Module("orders")]
[Uses<ICatalog>, Uses<IInventory>, Uses<IPayments>, Uses<INotifications>]
[Exports<IOrders>]
public sealed class OrdersModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IOrders, OrderService>()
        .Database<OrdersDb>()
        .Endpoints<OrderEndpoints>()
        .Publishes<OrderConfirmed>()
        .Publishes<OrderCancelled>()
        .Saga<Checkout>()
        .Saga<Cancellation>()
        .Job<TellCustomer, TellCustomerHandler>(job => job.Queue("email"))
        .Hears<OrderChanged, OrderChangedHandler>()
        .Services(services => services
            .AddScoped<OrderRepository>()
            .AddScoped<Basket>()
            .AddScoped<CancellationDesk>()
            .AddSingleton<OrderWatch>()
            .AddSingleton<OrderFollowers>()
            .AddSingleton<OrderStream>());
}
