using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Hosting;
using Roost.Operations;
using Roost.Telemetry;
using Roost.Telemetry.Logs;

namespace Roost.Remoting.Tests.Calls;

/// <summary>A host with a module that calls others.</summary>
internal sealed class CallerHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private CallerHost(WebApplication application) => _application = application;

    public IServiceProvider Services => _application.Services;

    public Uri Address => new(_application.Urls.First());

    public static async Task<CallerHost> StartAsync(Partner partner, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Edge:DrainDelay"] = "00:00:00",
            ["Logging:LogLevel:Default"] = "None",
            [CallerModule.PartnerKey] = partner.Address.AbsoluteUri,
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Roost:Calls:{setting.Key}", (string?)setting.Value)));
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        // Standard output is the test runner's own: a line in the middle of one of its messages makes both unreadable.
        builder.Services.AddSingleton(new LogOutput(Console.OpenStandardError()));
        builder.AddRoost(roost => roost.UseTelemetry().AddModule<CallerModule>());
        var application = builder.Build();
        application.UseRoost();
        try
        {
            await application.StartAsync();
            return new(application);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does work as an operation.</summary>
    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work, DateTimeOffset? deadline = null) =>
        Services.GetRequiredService<IOperations>().RunAsync(new CallContext(null, Principal.System, "test", deadline), (services, _) => work(services));

    /// <summary>Sends a request to the partner. One that hangs, by whatever clock, fails the test and does not hold it up.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, HttpContent? content = null, string? key = null, CancellationToken cancellationToken = default, DateTimeOffset? deadline = null)
    {
        var call = RunAsync(
            services =>
            {
                var request = new HttpRequestMessage(method, "things") { Content = content };
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                return services.GetRequiredService<PartnerClient>().Http.SendAsync(request, cancellationToken);
            },
            deadline);
        if (!call.IsCompleted)
        {
            using var ended = new CancellationTokenSource();
            await Task.WhenAny(call, Task.Delay(Partner.Patience, ended.Token));
            await ended.CancelAsync();
            call.IsCompleted.ShouldBeTrue("The call hangs.");
        }

        return await call;
    }

    public Task<HttpResponseMessage> GetAsync() => SendAsync(HttpMethod.Get);

    public Task<HttpResponseMessage> PostAsync() => SendAsync(HttpMethod.Post, new StringContent("one"));

    /// <summary>Has as many failures as it takes, and a circuit breaker that is open.</summary>
    public async Task BreakAsync(int failures = 10)
    {
        for (var call = 0; call < failures; call++)
        {
            using var answer = await PostAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
