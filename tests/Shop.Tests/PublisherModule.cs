using Roost.Modules;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Tests;

/// <summary>Stands in for the modules whose events others handle, where one of those is tested alone.</summary>
[Module("publisher")]
public sealed class PublisherModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Publishes<OrderConfirmed>()
        .Publishes<OrderCancelled>()
        .Publishes<PaymentRefunded>();
}
