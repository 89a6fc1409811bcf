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
    private const int Rounds = 10;

    // Hosts have to start meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task No_two_act_under_one_token_and_a_lock_is_free_again_when_its_holder_dies_or_stands_still()
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

            for (var round = 0; round < Rounds; round++)
            {
                var holder = await PassedAsync(database, beside: null);
                if (round % 2 == 0)
                {
                    await hosts[holder].KillAsync();
                    await PassedAsync(database, beside: holder);
                    hosts.Remove(holder);
                    Start(4 + round);
                }
                else
                {
                    hosts[holder].Stop();
                    await PassedAsync(database, beside: holder);
                    hosts[holder].Continue();
                }
            }
        }
        finally
        {
            await Task.WhenAll(hosts.Values.Select(host => host.DisposeAsync().AsTask()));
        }

        (await database.LookAsync<long>("SELECT token FROM gates.passage GROUP BY token HAVING count(DISTINCT host) > 1")).ShouldBeEmpty();
        (await database.LookAsync<long>("SELECT token FROM gates.passage WHERE let_in ORDER BY place")).ShouldBeInOrder();
        (await database.LookAsync<long>("SELECT count(DISTINCT token) FROM gates.passage"))[0].ShouldBeGreaterThan(Rounds);

        void Start(int number)
        {
            var settings = SettingsOf(database);
            settings["Roost:Host:Name"] = $"host-{number}";
            hosts[$"host-{number}"] = WorkerProcess.Launch(typeof(GateModule).Assembly.Location, settings);
        }
    }

    /// <summary>Waits until somebody else passes the gate from now on, and says who.</summary>
    private static async Task<string> PassedAsync(TestDatabase database, string? beside)
    {
        var last = (await database.LookAsync<long>("SELECT coalesce(max(place), 0) FROM gates.passage"))[0];
        return await database.UntilAsync<string?>(
            $"SELECT (SELECT host FROM gates.passage WHERE place > {last} AND let_in AND host IS DISTINCT FROM '{beside}' ORDER BY place LIMIT 1)", host => host is not null, Patience)
            ?? throw new TimeoutException($"Nobody but {beside ?? "nobody"} passes the gate.");
    }

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
}
