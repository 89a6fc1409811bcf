using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Health;
using Roost.Hosting;
using Roost.Locks;
using Roost.Redis.RateLimits;
using Roost.Security;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Startup;
using Roost.Testing.Clocks;

namespace Roost.Redis.Tests;

/// <summary>A host that shares in Redis what it can, not started: its parts are asked one by one.</summary>
internal sealed class RedisHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    /// <param name="connection">Where Redis is; nowhere if <see langword="null"/>.</param>
    /// <param name="prefix">What its keys begin with.</param>
    public RedisHost(string? connection, string prefix = "roost")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Redis:Connection"] = connection,
            ["Roost:Redis:Prefix"] = prefix,
            ["Roost:RateLimits:IsShared"] = "true",
            ["Logging:LogLevel:Default"] = "None",
        });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddRoost(roost => roost.UseSecurity().UseRedis());
        if (connection is not null)
        {
            builder.Services.AddSingleton<IRateLimitCounter>(services => Counter = new(ActivatorUtilities.CreateInstance<RedisCounter>(services)));
        }

        _application = builder.Build();
    }

    /// <summary>What the host takes for the time. Redis has its own.</summary>
    public ManualClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public ILockStore Locks => _application.Services.GetRequiredService<ILockStore>();

    /// <summary>What asks Redis to count, once something was counted.</summary>
    public WatchedCounter? Counter { get; private set; }

    public IRateLimitStore Limits => _application.Services.GetRequiredService<IRateLimitStore>();

    public IDependencyCheck Health => _application.Services.GetServices<IDependencyCheck>().Single(check => check.Name == "redis");

    /// <summary>Waits until the server answers.</summary>
    public async Task ReachesAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await Health.CheckAsync(patience.Token)).IsUp)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public async Task<IReadOnlyList<Fault>> FaultsAsync()
    {
        var faults = new List<Fault>();
        foreach (var check in _application.Services.GetServices<IStartupCheck>().Where(check => check.GetType().Namespace == typeof(RedisOptions).Namespace))
        {
            await check.CheckAsync(faults, CancellationToken.None);
        }

        return faults;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
