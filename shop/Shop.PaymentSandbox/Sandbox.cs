using Microsoft.Extensions.Options;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Captures;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Health;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Methods;
using Shop.PaymentSandbox.Problems;
using Shop.PaymentSandbox.Refunds;
using Shop.PaymentSandbox.Settings;
using Shop.PaymentSandbox.Statements;
using Shop.PaymentSandbox.Voids;

namespace Shop.PaymentSandbox;

/// <summary>Puts the program together: its settings, services, limits and endpoints.</summary>
internal static class Sandbox
{
    /// <summary>The largest request body that is read, in bytes: several times the largest valid one.</summary>
    public const int MaxBodyBytes = 16 * 1024;

    public static void AddSandbox(this WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // What keeps the host from starting is said in one line by Program; here it would come with its stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });

        var services = builder.Services;
        services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section);
        services.AddSingleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSandboxProblems();

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LedgerState>();
        services.AddSingleton(JournalFile.Open);
        services.AddSingleton<Ledger>();
        services.AddSingleton<CallsInProgress>();
        services.AddSingleton<SlowBank>();
    }

    public static void MapSandbox(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();

        var v1 = app.MapGroup("/v1");
        v1.MapCharges();
        v1.MapCaptures();
        v1.MapVoids();
        v1.MapRefunds();
        v1.MapStatements();
        app.MapHealth();
    }
}
