using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Health;
using Roost.Hosting;
using Roost.Locks;
using Roost.Security;
using Roost.Security.RateLimits;
using Roost.Startup;
using Roost.Testing.Clocks;

namespace Roost.Redis.Tests;

/// <summary>A host that shares in Redis what it can, not started: its parts are asked one by one.</summary>
internal sealed class RedisHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    /// <param name="connection">Where Redis is; nowhere if <see langword="null"/>.</param>
    /// <param name="prefix">What its keys begin with.</param>
    /// <param name="patience">How long it waits for a request to be counted, if not as long as hosts do by default: on a busy machine an answer may be late, and it counts alone then, as it should.</param>
    public RedisHost(string? connection, string prefix = "roost", TimeSpan? patience = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Redis:Connection"] = connection,
            ["Roost:Redis:Prefix"] = prefix,
            ["Roost:RateLimits:IsShared"] = "true",
            ["Roost:RateLimits:StorePatience"] = $"{patience ?? new RateLimitOptions().StorePatience}",
            ["Logging:LogLevel:Default"] = "None",
        });
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.AddRoost(roost => roost.UseSecurity().UseRedis());
        _application = builder.Build();
    }

    /// <summary>A host that the server has answered.</summary>
    /// <param name="connection">Where Redis is.</param>
    /// <param name="prefix">What its keys begin with.</param>
    public static async Task<RedisHost> ReachedAsync(string connection, string prefix = "roost")
    {
        var host = new RedisHost(connection, prefix);
        await host.ReachesAsync();
        return host;
    }

    /// <summary>What the host takes for the time. Redis has its own.</summary>
    public ManualClock Clock { get; } = new(DateTimeOffset.UtcNow);

    public ILockStore Locks => _application.Services.GetRequiredService<ILockStore>();

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
