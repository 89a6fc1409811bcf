using Microsoft.AspNetCore.Builder;

namespace Roost.Messaging.Faults.Tests.Stages;

/// <summary>A host in this process.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private RunningHost(WebApplication application) => _application = application;

    public IServiceProvider Services => _application.Services;

    public static async Task<RunningHost> StartAsync(WebApplication application)
    {
        application.Urls.Add("http://127.0.0.1:0");
        await application.StartAsync();
        return new(application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
