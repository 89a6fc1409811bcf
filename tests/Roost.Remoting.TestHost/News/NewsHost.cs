using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.RabbitMQ;

namespace Roost.Remoting.TestHost.News;

/// <summary>The image with events: a module that publishes, and one that listens.</summary>
public static class NewsHost
{
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddInMemoryCollection(settings);
        services?.Invoke(builder.Services);
        builder.AddRoost(roost => roost.UseRemoting().UseRabbitMq().AddModule<HeraldModule>().AddModule<ListenerModule>());
        var application = builder.Build();
        application.UseRoost();
        return application;
    }
}
