using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Hosting;

namespace Roost.Tests;

/// <summary>A host of this test's own, on a free port, without a database.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(WebApplication application) => Application = application;

    public WebApplication Application { get; }

    public IServiceProvider Services => Application.Services;

    public HttpClient Client { get; private set; } = new();

    public static WebApplication Build(Action<RoostBuilder> roost, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        // No load balancer has to notice that a test ends.
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Roost:Edge:DrainDelay", (string?)"00:00:00")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddRoost(roost);
        configure?.Invoke(builder);
        var application = builder.Build();
        application.UseRoost();
        return application;
    }

    public static async Task<TestHost> StartAsync(Action<RoostBuilder> roost, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings)
    {
        var host = new TestHost(Build(roost, configure, settings));
        await host.Application.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri(host.Application.Urls.First()) };
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Application.StopAsync();
        await Application.DisposeAsync();
    }
}
