using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Edge;
using Roost.Hosting;
using Roost.Telemetry.Logs;

namespace Roost.Telemetry.Tests.Hosting;

/// <summary>A whole host with one small module, listening on a free port.</summary>
internal sealed class TelemetryHost : IAsyncDisposable
{
    public static readonly Guid Tenant = Guid.Parse("0199f5a0-7c1e-7b3a-9d52-6f1f0c9a4e11");
    public static readonly Guid Person = Guid.Parse("0199f5a0-7c1e-7b3a-9d52-6f1f0c9a4e22");

    private readonly WebApplication _application;
    private bool _isStopping;

    private TelemetryHost(WebApplication application, CapturedOutput output, HttpClient client)
    {
        _application = application;
        Output = output;
        Client = client;
    }

    public CapturedOutput Output { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _application.Services;

    public static async Task<TelemetryHost> StartAsync(
        string environment = "Production",
        Dictionary<string, string?>? settings = null,
        Action<RoostBuilder>? configure = null,
        Action<IServiceCollection>? services = null,
        bool isInMemory = false)
    {
        var output = new CapturedOutput();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Host:Name"] = "shelf-host",
            ["Roost:Edge:DrainDelay"] = "00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(new LogOutput(output));
        services?.Invoke(builder.Services);
        if (isInMemory)
        {
            builder.WebHost.UseTestServer();
        }
        else
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }

        builder.AddRoost(roost =>
        {
            roost.AddModule<ShelfModule>().UseTelemetry();
            roost.Edge.Use(EdgeStage.Authentication, static application => application.Use(static (context, next) =>
            {
                if (context.Request.Headers.ContainsKey("X-Signed-In"))
                {
                    context.User = new(new ClaimsIdentity([new("sub", Person.ToString()), new("tid", Tenant.ToString())], "test"));
                }

                return next(context);
            }));
            configure?.Invoke(roost);
        });
        var application = builder.Build();
        application.UseRoost();
        await application.StartAsync();
        var client = isInMemory ? application.GetTestClient() : new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
        return new(application, output, client);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        return _application.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_isStopping)
        {
            await StopAsync(CancellationToken.None);
        }

        await _application.DisposeAsync();
    }
}
