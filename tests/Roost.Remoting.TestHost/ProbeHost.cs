using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;

namespace Roost.Remoting.TestHost;

/// <summary>The image: a module that can be called, and one that calls it.</summary>
public static class ProbeHost
{
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Configuration.AddInMemoryCollection(settings);
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.AddRoost(roost => roost.UseRemoting().AddModule<ProbeModule>().AddModule<AskerModule>());
        var application = builder.Build();
        application.UseRoost();
        return application;
    }
}
