using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Health;
using Roost.Hosting;
using Roost.Postgres;
using Roost.Postgres.Connections;
using Roost.Topology;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Where clients come to several hosts, these count together if there is one database that all of them have; without one each allows its share.</summary>
internal static class SharedCounting
{
    public static void Add(CapabilityContext context)
    {
        var services = context.Services;
        var edge = context.Shape.Topology is { } topology ? topology.Hosts.Where(host => host.Is(topology.HasGateway ? HostRoles.Gateway : HostRoles.Api)).ToList() : [];
        var isShared = context.Configuration.GetValue($"{RateLimitOptions.Section}:{nameof(RateLimitOptions.IsShared)}", edge.Count > 1);
        if (!isShared || services.Any(service => service.ServiceType == typeof(IRateLimitStore)))
        {
            services.TryAddSingleton<IRateLimitStore, InProcessRateLimits>();
            return;
        }

        // Replicas of one configuration are in no topology.
        var hosts = edge.Count > 1 ? edge.Count : Math.Max(1, context.Configuration.GetValue($"{PostgresOptions.Section}:{nameof(PostgresOptions.Hosts)}", 1));
        var database = context.Configuration[$"{PostgresOptions.Section}:{nameof(PostgresOptions.App)}"];
        if (!services.Any(service => service.ServiceType == typeof(IRateLimitCounter)))
        {
            AddCounter(services, database, [.. edge.Select(host => host.Database).Distinct()]);
        }

        services.AddHostedService<WindowCleanup>();
        services.AddSingleton<InProcessRateLimits>();
        services.AddSingleton(provider => new CounterWatch(
            provider.GetRequiredService<IRateLimitCounter>(), hosts, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CounterWatch>>()));
        services.AddSingleton<IRateLimitStore>(provider => new SharedRateLimits(
            provider.GetRequiredService<CounterWatch>(), provider.GetRequiredService<InProcessRateLimits>(), hosts, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDependencyCheck, SharedLimitsCheck>();
    }

    private static void AddCounter(IServiceCollection services, string? database, IReadOnlyList<string> databases)
    {
        if (databases.Count > 1)
        {
            // Each would count in its own, as if there were no others.
            AddNone($"The hosts that clients come to have different databases in the topology ({string.Join(", ", databases)}); give them one, or an {nameof(IRateLimitCounter)} that all of them reach");
            return;
        }

        if (string.IsNullOrWhiteSpace(database))
        {
            AddNone($"There is no connection string of the application role; set {PostgresOptions.Section}:{nameof(PostgresOptions.App)} to a database that all hosts have");
            return;
        }

        services.AddSingleton<IRateLimitCounter>(provider => new PostgresCounter(database, provider.GetRequiredService<IOptions<RateLimitOptions>>().Value.StorePatience));
        services.AddSingleton(new ConnectionsApart("rate limits", PostgresCounter.Connections));

        void AddNone(string cause) => services.AddSingleton<IRateLimitCounter>(new NoCounter(cause));
    }
}
