using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Modules;

namespace Shop.Payments.Provider.Sandbox;

internal static class SandboxServices
{
    /// <summary>The name of the calls to the provider, and of their HTTP client.</summary>
    public const string Client = "payment-provider";

    // An hour of the statement, for which some tens of thousands of movements have room.
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    /// <summary>Declares the calls to the provider. Each is one try: <see cref="ProviderTries"/> knows when another is of use, and asks the budget.</summary>
    public static ModuleDeclaration CallsSandboxProvider(this ModuleDeclaration module) => module.Calls(Client, call => call
        .Attempts(1)
        .AttemptTimeout(TimeSpan.FromSeconds(8))
        .MaxAnswerBytes(MaxAnswerBytes)
        .Concurrency(64)
        // A means of payment that always fails, which any customer can choose, must not close the way for the others.
        .Breaker(failureRatio: 0.75, minimumThroughput: 50, window: TimeSpan.FromMinutes(1), duration: TimeSpan.FromSeconds(10)));

    /// <summary>Registers the provider with an HTTP client of its own.</summary>
    public static IServiceCollection AddSandboxProvider(this IServiceCollection services)
    {
        services.AddCallClient<IPaymentProvider, SandboxProvider>(Client, static (provider, http) =>
        {
            var url = provider.GetRequiredService<IOptions<PaymentsOptions>>().Value.ProviderUrl!.AbsoluteUri;
            http.BaseAddress = new Uri(url.EndsWith('/') ? url : url + "/");
        });
        return services;
    }
}
