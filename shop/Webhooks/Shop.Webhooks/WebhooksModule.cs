using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Webhooks.Deliveries;
using Shop.Webhooks.Messages;
using Shop.Webhooks.Receivers;
using Shop.Webhooks.Sending;

namespace Shop.Webhooks;

/// <summary>Tells merchants' own systems what happened in the shop, by signed HTTP requests.</summary>
[Module("webhooks")]
public sealed class WebhooksModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Options<WebhooksOptions>()
        .Database<WebhooksDb>()
        .Endpoints<ReceiverEndpoints>()
        .Endpoints<DeliveryEndpoints>()
        .Handles<OrderConfirmed, ShopEvents>()
        .Handles<OrderCancelled, ShopEvents>()
        .Handles<PaymentRefunded, ShopEvents>()
        .Job<DeliverWebhook, DeliverWebhookHandler>(job => job
            .Queue("webhooks")
            .Attempts(RetrySchedule.Attempts)
            .Timeout(TimeSpan.FromMinutes(2))
            .RetryAfter(static attempt => RetrySchedule.After(attempt, Random.Shared.NextDouble())))
        .Services(services => services
            .AddWebhookSender()
            .AddScoped<ReceiverRepository>()
            .AddScoped<DeliveryRepository>()
            .AddScoped<WebhookFanOut>());
}
