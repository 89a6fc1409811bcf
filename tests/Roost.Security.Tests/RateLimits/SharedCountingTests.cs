using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Roost.Health;
using Roost.Hosting;
using Roost.Postgres.Schema;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using Roost.Security.Tests.Idempotency;

namespace Roost.Security.Tests.RateLimits;

/// <summary>What hosts count with, as their topology and configuration say.</summary>
public sealed class SharedCountingTests : IDisposable
{
    private static readonly RateLimit Hundred = new() { Permits = 100, Window = TimeSpan.FromMinutes(1) };
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Hosts_with_one_database_count_in_it_and_hosts_with_two_allow_their_share_and_say_why()
    {
        await using var same = Host(await TopologyAsync("main", "main"));
        same.GetRequiredService<IRateLimitCounter>().ShouldBeOfType<PostgresCounter>();

        await using var other = Host(await TopologyAsync("one", "two"));
        other.GetRequiredService<IRateLimitCounter>().ShouldBeOfType<NoCounter>().Cause.ShouldStartWith("The hosts that clients come to have different databases in the topology (one, two); ");
        (await AllowedAsync(other)).ShouldBe(50);
    }

    [Fact]
    public async Task Replicas_of_one_configuration_allow_their_share_as_the_number_of_hosts_says_and_are_degraded_from_the_start()
    {
        await using var host = Host(new() { ["Roost:RateLimits:IsShared"] = "true", ["Roost:Postgres:Hosts"] = "4", ["Roost:Postgres:App"] = "" });

        var check = host.GetServices<IDependencyCheck>().OfType<SharedLimitsCheck>().ShouldHaveSingleItem();
        (await check.CheckAsync(CancellationToken.None)).Cause.ShouldBe("This host counts requests by itself, and allows its share of each limit.");
        host.GetRequiredService<IRateLimitCounter>().ShouldBeOfType<NoCounter>().Cause.ShouldContain("Roost:Postgres:App");
        (await AllowedAsync(host)).ShouldBe(25);
    }

    [Fact]
    public async Task Ended_windows_are_cleared_away_in_whatever_they_are_counted_and_the_schema_is_expected_as_this_build_has_it()
    {
        await using var host = Host(new() { ["Roost:RateLimits:IsShared"] = "true" }, services => services.AddSingleton<IRateLimitCounter>(new NoCounter("It is another.")));

        host.GetRequiredService<IRateLimitCounter>().ShouldBeOfType<NoCounter>();
        host.GetServices<IHostedService>().OfType<WindowCleanup>().ShouldHaveSingleItem();
        host.GetServices<ExpectedVersion>().ShouldContain(version => version.Part == "roost.rate_limits" && version.Version == $"{new RateLimitSchema().Steps(new("app", "system")).Count}");
    }

    private static ServiceProvider Host(Dictionary<string, string?> settings, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Roost:Postgres:App"] = "Host=nobody.invalid" });
        builder.Configuration.AddInMemoryCollection(settings);
        add?.Invoke(builder.Services);
        builder.AddRoost(roost => roost.UseSecurity().AddModule<DeskModule>());
        return builder.Services.BuildServiceProvider();
    }

    private static async Task<int> AllowedAsync(ServiceProvider host)
    {
        var limits = host.GetRequiredService<IRateLimitStore>();
        var allowed = 0;
        for (var i = 0; i < 100; i++)
        {
            allowed += (await limits.CountAsync(new("default", 1), Hundred, CancellationToken.None)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    private async Task<Dictionary<string, string?>> TopologyAsync(string one, string other)
    {
        await File.WriteAllTextAsync(
            _path,
            $$"""
            {
                "hosts": {
                    "a": { "roles": ["api", "worker"], "modules": ["desk"], "port": 8081, "database": "{{one}}" },
                    "b": { "roles": ["api"], "modules": [], "port": 8082, "database": "{{other}}" }
                }
            }
            """);
        return new() { ["Roost:Host:Topology"] = _path, ["Roost:Host:Name"] = "a" };
    }
}
