using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.TestKit;

/// <summary>One test's bad start is not the next one's.</summary>
public sealed class FailedStartTests(PostgresServer server)
{
    [Fact]
    public async Task A_template_that_could_not_be_prepared_is_tried_again_for_the_next_test()
    {
        var tries = 0;
        Task PrepareAsync(TestDatabase template) => ++tries == 1 ? throw new FormatException("once") : Task.CompletedTask;
        await Should.ThrowAsync<FormatException>(() => server.CreateAsync("fails once", PrepareAsync));

        await using var database = await server.CreateAsync("fails once", PrepareAsync);

        tries.ShouldBe(2);
    }

    [Fact]
    public async Task A_module_that_does_not_start_leaves_neither_services_nor_a_database()
    {
        var broken = new Broken();
        var builder = new ModuleHostBuilder<NotesModule>(server).WithServices(services => services.AddSingleton<IHostedService>(provider =>
        {
            broken.Database = new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IConfiguration>()["Roost:Postgres:App"]).Database;
            return broken;
        }));

        await Should.ThrowAsync<FormatException>(() => builder.StartAsync());

        broken.IsDisposed.ShouldBeTrue();
        broken.Database.ShouldStartWith("test_");
        await using var source = NpgsqlDataSource.Create(server.Cluster.ConnectionString(ClusterRole.Superuser, "postgres"));
        await using var query = source.CreateCommand("SELECT count(*) FROM pg_database WHERE datname = $1");
        query.Parameters.Add(new() { Value = broken.Database });
        (await query.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private sealed class Broken : IHostedService, IDisposable
    {
        public string? Database { get; set; }

        public bool IsDisposed { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => throw new FormatException("It does not start.");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => IsDisposed = true;
    }
}
