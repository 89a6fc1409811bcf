using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Tenants.Contracts;
using Shop.Webhooks.Deliveries;
using Shop.Webhooks.Histories;
using Shop.Webhooks.Messages;
using Shop.Webhooks.Receivers;
using Shop.Webhooks.Sending;

namespace Shop.Webhooks;

/// <summary>Tells merchants' own systems what happened in the shop, by signed HTTP requests.</summary>
[Module("webhooks")]
[Uses<ITenants>]
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
            // A receiver may take its time, and is not to take other shops' places.
            .ConcurrencyPerTenant(4)
            .Attempts(RetrySchedule.Attempts)
            .Timeout(TimeSpan.FromMinutes(2))
            .RetryAfter(static attempt => RetrySchedule.After(attempt, Random.Shared.NextDouble())))
        .Job<ClearAllHistories, ClearAllHistoriesHandler>(job => job.TenantFree().Timeout(TimeSpan.FromMinutes(10)))
        .Job<ClearHistory, ClearHistoryHandler>(job => job.Timeout(TimeSpan.FromMinutes(10)))
        .Schedule("nightly", "45 2 * * *", static time => new ClearAllHistories(DateOnly.FromDateTime(time.UtcDateTime)))
        .Services(services => services
            .AddWebhookSender()
            .AddScoped<ReceiverRepository>()
            .AddScoped<DeliveryRepository>()
            .AddScoped<WebhookFanOut>());
}
