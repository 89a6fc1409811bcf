using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Schedules;
using Roost.Model;
using Roost.Modules;
using Roost.Operations;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Schedules;

/// <summary>A host with a database of its own; as <c>api</c> alone it fires nothing, and a test begins as many schedulers as it wants.</summary>
internal sealed class ScheduleHost : IAsyncDisposable
{
    private readonly ModuleHost _host;
    private readonly List<Scheduler> _schedulers = [];

    private ScheduleHost(ModuleHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public static async Task<ScheduleHost> StartAsync<TModule>(PostgresServer server, string roles, Action<IServiceCollection>? replace = null)
        where TModule : Module, new() => new(await new ModuleHostBuilder<TModule>(server).With("Roost:Host:Roles", roles)
            .WithServices(services => services.AddSingleton<ModuleMigrations>()).WithServices(replace ?? (_ => { })).StartAsync());

    /// <summary>Begins what a worker has to fire schedules, so many times.</summary>
    public Task ScheduleAsync(int hosts = 1)
    {
        var schedulers = Enumerable.Range(0, hosts).Select(_ => ActivatorUtilities.CreateInstance<Scheduler>(Services)).ToList();
        _schedulers.AddRange(schedulers);
        return Task.WhenAll(schedulers.Select(scheduler => scheduler.StartAsync(CancellationToken.None)));
    }

    /// <summary>Ends them.</summary>
    public Task StopAsync() => Task.WhenAll(_schedulers.Select(scheduler => scheduler.StopAsync(CancellationToken.None)));

    /// <summary>Lets a schedule have fired for the last time long ago.</summary>
    public Task PutBackAsync(string name, string last, string cron = BellsModule.NewYear, string zone = "UTC") => LookAsync<int>(
        "INSERT INTO roost.schedule (name, last_fire_at, cron, zone) VALUES (@name, @last::timestamptz, @cron, @zone)", new { name, last, cron, zone });

    /// <summary>The jobs that wait, in the order of asking.</summary>
    public async Task<IReadOnlyList<Bell>> BellsAsync() =>
        [.. (await LookAsync<byte[]>("SELECT payload FROM roost.job ORDER BY seq")).Select(payload => System.Text.Json.JsonSerializer.Deserialize<Bell>(payload, JobJson.Options)!)];

    public async Task<CallContext> AskedByAsync() =>
        JobEnvelope.Read((await LookAsync<byte[]>("SELECT envelope FROM roost.job"))[0]).ToContext(null, DateTimeOffset.MaxValue);

    public ScheduleFact Schedule(string name) => Services.GetRequiredService<ApplicationModel>().Facts<ScheduleFact>().Single(schedule => schedule.Fact.Name == name).Fact;

    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _host.Database.LookAsync<T>(sql, parameters);

    public async Task<T> CountAsync<T>(string sql) => (await LookAsync<T>(sql))[0];

    /// <summary>Waits until a question to the database has an answer that will do.</summary>
    public async Task<T> UntilAsync<T>(string sql, Func<T, bool> will)
    {
        var answer = await _host.Database.UntilAsync(sql, will, TimeSpan.FromSeconds(30));
        will(answer).ShouldBeTrue($"{sql} is {answer}.");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _schedulers.ForEach(scheduler => scheduler.Dispose());
        await _host.DisposeAsync();
    }
}
