using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Payments.Charges;
using Shop.Payments.Contracts;
using Shop.Payments.Provider;
using Shop.Payments.Provider.Sandbox;
using Shop.Payments.Refunds;

namespace Shop.Payments;

/// <summary>Takes customers' money through a payment provider, and gives it back.</summary>
[Module("payments")]
[Exports<IPayments>]
public sealed class PaymentsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<IPayments, PaymentService>()
        .Options<PaymentsOptions>()
        .Database<PaymentsDb>()
        .Endpoints<PaymentEndpoints>()
        .Publishes<PaymentRefunded>()
        .CallsSandboxProvider()
        .Services(services => services
            .AddSandboxProvider()
            .AddScoped<ProviderTries>()
            .AddScoped<PaymentRepository>()
            .AddScoped<ChargeService>()
            .AddScoped<RefundRepository>()
            .AddScoped<RefundService>());
}
