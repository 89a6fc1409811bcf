using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Holds;
using Shop.Payments.Ledger;
using Shop.Payments.Provider;
using Shop.Payments.Provider.Sandbox;
using Shop.Payments.Reconciliation;
using Shop.Payments.Refunds;
using Shop.Tenants.Contracts;

namespace Shop.Payments;

/// <summary>Takes customers' money through a payment provider, and gives it back.</summary>
[Module("payments")]
[Uses<ITenants>]
[Exports<IPayments>]
public sealed class PaymentsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IPayments, PaymentService>()
        .Options<PaymentsOptions>()
        .Database<PaymentsDb>()
        .Endpoints<PaymentEndpoints>()
        .Endpoints<LedgerEndpoints>()
        .Publishes<PaymentRefunded>()
        .Job<LetGo, LetGoHandler>()
        .Saga<Refunding>()
        .Job<ReconcileAllShops, ReconcileAllShopsHandler>(job => job.TenantFree().Timeout(TimeSpan.FromMinutes(10)))
        .Job<ReconcileLedger, ReconcileLedgerHandler>(job => job.Queue("reconciliation").Timeout(TimeSpan.FromMinutes(10)))
        // The day that is over, some hours after it: by then what was on its way has arrived.
        .Schedule("nightly", "30 3 * * *", static time => new ReconcileAllShops(DateOnly.FromDateTime(time.UtcDateTime).AddDays(-1)))
        .CallsSandboxProvider()
        .Services(services => services
            .AddSandboxProvider()
            .AddScoped<ProviderKeys>()
            .AddScoped<ProviderTries>()
            .AddScoped<QuietTime>()
            .AddScoped<PaymentRepository>()
            .AddScoped<ChargeService>()
            .AddScoped<HoldRepository>()
            .AddScoped<HoldBook>()
            .AddScoped<CaptureService>()
            .AddScoped<VoidService>()
            .AddScoped<RefundRepository>()
            .AddScoped<RefundService>()
            .AddScoped<OrderRefunds>()
            .AddScoped<LedgerRepository>()
            .AddScoped<LedgerReader>()
            .AddScoped<DifferenceRepository>()
            .AddScoped<StatementBooks>()
            .AddScoped<Reconciler>()
            .AddSingleton<DifferenceCount>());
}
