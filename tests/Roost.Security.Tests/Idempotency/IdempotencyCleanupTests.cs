using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Postgres.Embedded;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Security.Tests.Idempotency;

public sealed class IdempotencyCleanupTests(PostgresServer server)
{
    [Fact]
    public async Task Everything_that_has_expired_goes_also_what_is_more_than_one_batch_and_nothing_else()
    {
        var clock = new ManualClock();
        await using var host = await new ModuleHostBuilder<DeskModule>(server)
            .WithServices(services => services.AddSingleton<ModuleMigrations>().AddSingleton<TimeProvider>(clock))
            .StartAsync();
        await using var superuser = await host.Database.OpenAsync(ClusterRole.Superuser);
        await superuser.ExecuteAsync(
            """
            INSERT INTO roost.idempotency_key (tenant_id, principal, key, fingerprint, operation_id, attempt, leased_until, expires_at)
            SELECT gen_random_uuid(), gen_random_uuid(), 'k', '', gen_random_uuid(), 1, now(), now() + CASE WHEN i <= 25000 THEN interval '-1 second' ELSE interval '1 day' END
            FROM generate_series(1, 25003) i
            """);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        long left;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMinutes(10));
            left = await superuser.ExecuteScalarAsync<long>("SELECT count(*) FROM roost.idempotency_key");
        }
        while (left > 3);

        left.ShouldBe(3);
    }
}
