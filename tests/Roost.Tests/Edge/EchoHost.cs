using Microsoft.Extensions.DependencyInjection;

namespace Roost.Tests.Edge;

/// <summary>The echo module, served for a class of tests.</summary>
public sealed class EchoHost : IAsyncLifetime
{
    private TestHost? _host;

    public HttpClient Client => _host!.Client;

    public async ValueTask InitializeAsync() =>
        _host = await TestHost.StartAsync(roost => roost.AddModule<EchoModule>(), builder => builder.Services.AddSingleton(new Trace()));

    public ValueTask DisposeAsync() => _host!.DisposeAsync();
}
