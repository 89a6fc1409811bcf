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
        // A delivery is tried again by its job, over days. A receiver that hangs holds a worker's place each time, so it is left alone between looks; one that only
        // says no holds nobody, and twelve such answers to one message are no reason.
        .Calls(SenderServices.Client, call => call
            .PerTarget()
            .HeadOnly()
            .Attempts(1)
            .Concurrency(1000)
            .Breaker(failureRatio: 0.9, minimumThroughput: 20, window: TimeSpan.FromMinutes(5), duration: TimeSpan.FromMinutes(1)))
        .Services(services => services
            .AddWebhookSender()
            .AddScoped<ReceiverRepository>()
            .AddScoped<DeliveryRepository>()
            .AddScoped<WebhookFanOut>());
}
