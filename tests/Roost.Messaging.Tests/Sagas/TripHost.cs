using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Messaging.Events;
using Roost.Messaging.Sagas;
using Roost.Messaging.Steering;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Sagas;

/// <summary>The trips with a worker, and a database of their own.</summary>
internal sealed class TripHost : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private TripHost(ModuleHost host) => _host = host;

    public TenantId Tenant { get; } = TenantId.New();

    public Agency Agency => Services.GetRequiredService<Agency>();

    public SagaSteering Steering => Services.GetRequiredService<SagaSteering>();

    public IServiceProvider Services => _host.Services;

    public static async Task<TripHost> StartAsync(PostgresServer server, params (string Key, string Value)[] settings)
    {
        // There are no entities, and so nothing else brings the migrations along.
        var builder = new ModuleHostBuilder<TripModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>());
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        var host = new TripHost(await builder.StartAsync());
        await host.LookAsync<int>(
            $"""
            CREATE SCHEMA trips;
            CREATE TABLE trips.effects (name text NOT NULL);
            GRANT USAGE ON SCHEMA trips TO {RoostRoles.App};
            GRANT SELECT, INSERT ON trips.effects TO {RoostRoles.App};
            """);
        return host;
    }

    /// <summary>Starts a trip for each guest, in one operation.</summary>
    public Task GoAsync(params string[] guests) => RunAsync(sagas => Array.ForEach(guests, guest => sagas.Start(guest, new TripState(guest))));

    /// <summary>Starts a trip that does not begin at once.</summary>
    public Task GoLaterAsync(string guest, TimeSpan after) => RunAsync(sagas => sagas.Start(guest, new TripState(guest), after));

    public Task StayAsync(string guest) => RunAsync(sagas => sagas.Start(guest, new StayState(guest)));

    public Task TourAsync(string guest) => RunAsync(sagas => sagas.Start(guest, new TourState(guest)));

    public Task PublishAsync(Confirmed confirmed) => RunAsync((IServiceProvider services) => services.GetRequiredService<IEvents>().Publish(confirmed), Tenant);

    /// <summary>Does something to sagas, in one operation.</summary>
    public Task RunAsync(Action<ISagas> work, TenantId? tenant = null) => RunAsync((IServiceProvider services) => work(services.GetRequiredService<ISagas>()), tenant ?? Tenant);

    private Task RunAsync(Action<IServiceProvider> work, TenantId tenant) => Services.GetRequiredService<IOperations>().RunAsync(
        new CallContext(tenant, Principal.User(Guid.CreateVersion7(), "staff"), "trips-test"),
        (services, _) =>
        {
            work(services);
            return Task.FromResult(true);
        });

    /// <summary>How a saga has ended: its number of the table, and why.</summary>
    public Task<string> EndAsync(string key) =>
        UntilSomeAsync("SELECT (status || ' ' || coalesce(error, '')) FROM roost.saga_done WHERE key = @key", new { key });

    /// <summary>Waits until a question has an answer.</summary>
    public async Task<string> UntilSomeAsync(string sql, object? parameters = null) =>
        (await _host.Database.UntilAsync<string?>($"SELECT ({sql})", answer => answer is not null, TimeSpan.FromMinutes(2), parameters)).ShouldNotBeNull(sql);

    public async Task UntilAsync<T>(string sql, T expected, object? parameters = null) =>
        (await _host.Database.UntilAsync<T>(sql, answer => Equals(answer, expected), TimeSpan.FromMinutes(2), parameters)).ShouldBe(expected, sql);

    /// <summary>Asks the database as its superuser.</summary>
    public Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null) => _host.Database.LookAsync<T>(sql, parameters);

    public async Task<T> CountAsync<T>(string sql, object? parameters = null) => (await LookAsync<T>(sql, parameters))[0];

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
