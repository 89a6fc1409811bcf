using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Messaging.Tests;
using Roost.Messaging.TestWorker;
using Roost.Messaging.TestWorker.Gates;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;

namespace Roost.Messaging.Faults.Tests;

/// <summary>Hosts that want the same lock, and are killed and held up with it.</summary>
public sealed class LockTests(PostgresServer server)
{
    private const int Attempts = 20;

    // Hosts have to start meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(4)]
    [InlineData(10, Explicit = true)]
    public async Task No_two_act_under_one_token_and_a_lock_is_free_again_when_its_holder_dies_or_stands_still(int rounds)
    {
        await using var database = await server.CreateAsync();
        await PrepareAsync(database);
        var hosts = new Dictionary<string, WorkerProcess>();
        try
        {
            for (var number = 1; number <= 3; number++)
            {
                Start(number);
            }

            for (var round = 0; round < rounds; round++)
            {
                await HoldAsync(database, isHeld: true);
                // At once, or when it has lived on renewals alone for a while.
                var holder = await StopHolderAsync(database, hosts, GateModule.Lease * (round % 3 * 2));
                if (round % 2 == 0)
                {
                    await hosts[holder.Host].KillAsync();
                    hosts.Remove(holder.Host);
                    Start(4 + round);
                }

                await PassedAsync(database, above: holder.Token);
                (await database.LookAsync<bool>($"SELECT min(at) >= '{holder.LeasedUntil}' FROM gates.passage WHERE token > {holder.Token}")).ShouldBe([true], "The lock was given away before its lease was over.");
                if (round % 2 != 0)
                {
                    hosts[holder.Host].Continue();
                }

                await HoldAsync(database, isHeld: false);
                await PassedAsync(database, above: (await database.LookAsync<long>("SELECT max(token) FROM gates.passage"))[0]);
            }
        }
        finally
        {
            await Task.WhenAll(hosts.Values.Select(host => host.DisposeAsync().AsTask()));
        }

        (await database.LookAsync<long>("SELECT token FROM gates.passage GROUP BY token HAVING count(DISTINCT host) > 1")).ShouldBeEmpty();
        (await database.LookAsync<long>("SELECT token FROM gates.passage WHERE let_in ORDER BY place")).ShouldBeInOrder();
        (await database.LookAsync<long>("SELECT count(DISTINCT token) FROM gates.passage"))[0].ShouldBeGreaterThan(rounds);

        void Start(int number)
        {
            var settings = SettingsOf(database);
            settings["Roost:Host:Name"] = $"host-{number}";
            hosts[$"host-{number}"] = WorkerProcess.Launch(typeof(GateModule).Assembly.Location, settings);
        }
    }

    /// <summary>Whether who has the lock is to keep it.</summary>
    private static Task HoldAsync(TestDatabase database, bool isHeld) => database.LookAsync<int>($"UPDATE gates.gate SET is_held = {isHeld}");

    /// <summary>Stops whoever has the lock when it has had it for so long, and has it still when it stands: from then on nobody lets go of it.</summary>
    private static async Task<Holder> StopHolderAsync(TestDatabase database, Dictionary<string, WorkerProcess> hosts, TimeSpan held)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (host, token) = await HolderAsync(database, held);
            hosts[host].Stop();
            if (await database.LookAsync<string>($"SELECT leased_until::text FROM roost.lock WHERE token = {token} AND leased_until > clock_timestamp()") is [var until])
            {
                return new(host, token, until);
            }

            // Its lease had ended, on a machine that was too busy to renew it.
            hosts[host].Continue();
        }

        throw new TimeoutException($"In {Attempts} attempts nobody had the lock any more when it was stopped. Is it renewed?");
    }

    /// <summary>Waits until somebody has had the lock for so long, and has heard that it is to be held, and says who, under which token.</summary>
    private static async Task<(string Host, long Token)> HolderAsync(TestDatabase database, TimeSpan held)
    {
        var last = (await database.LookAsync<long>("SELECT coalesce(max(place), 0) FROM gates.passage"))[0];
        var sql = $"""
            SELECT (
                SELECT p.host || ' ' || p.token FROM roost.lock l JOIN gates.passage p ON p.token = l.token AND p.let_in
                WHERE l.name = 'gates:gate' AND l.leased_until > clock_timestamp()
                GROUP BY p.host, p.token HAVING max(p.place) > {last} AND max(p.at) - min(p.at) >= interval '{held.TotalSeconds:0} seconds')
            """;
        var holder = await database.UntilAsync<string?>(sql, holder => holder is not null, Patience)
            ?? throw new TimeoutException($"Nobody has the lock for {held.TotalSeconds:0} s. Is it renewed?");
        var words = holder.Split(' ');
        return (words[0], long.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until somebody is let in with a higher token.</summary>
    private static async Task PassedAsync(TestDatabase database, long above) =>
        (await database.UntilAsync<bool>($"SELECT EXISTS (SELECT FROM gates.passage WHERE token > {above} AND let_in)", isPassed => isPassed, Patience))
            .ShouldBeTrue($"Nobody passes the gate after token {above}.");

    private static async Task PrepareAsync(TestDatabase database)
    {
        var settings = SettingsOf(database);
        settings["Roost:Postgres:Owner"] = database.Settings["Roost:Postgres:Owner"];
        await using var host = LedgerHost.Build([], settings, services => services.AddSingleton<ModuleMigrations>());
        await host.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        await database.LookAsync<int>(
            $"{GateModule.Tables} GRANT USAGE ON SCHEMA gates TO {RoostRoles.App}; GRANT SELECT, UPDATE ON gates.gate TO {RoostRoles.App}; GRANT INSERT ON gates.passage TO {RoostRoles.App}");
    }

    private static Dictionary<string, string?> SettingsOf(TestDatabase database)
    {
        var settings = database.Settings.Where(setting => !setting.Key.EndsWith("Owner", StringComparison.Ordinal)).ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["Roost:Host:Roles"] = "api";
        settings[LedgerHost.Gates] = "true";
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return settings;
    }

    private sealed record Holder(string Host, long Token, string LeasedUntil);
}
