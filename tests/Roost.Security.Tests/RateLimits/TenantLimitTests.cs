using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Tenancy;
using Roost.EntityFramework.Migrations;
using Roost.Security.Tests.Idempotency;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Security.Tests.RateLimits;

public sealed class TenantLimitTests(PostgresServer server)
{
    [Fact]
    public async Task Visitors_who_name_a_tenant_use_up_nothing_of_those_who_are_signed_in_for_it()
    {
        await using var host = await new ModuleHostBuilder<DeskModule>(server)
            .WithServices(services => services.AddSingleton<ModuleMigrations>().AddSingleton<ITenantResolver, Desks>())
            .With("Roost:RateLimits:Tenant:Permits", "2")
            .StartAsync();
        using var visitor = new HttpClient { BaseAddress = host.Address, DefaultRequestHeaders = { { "X-Tenant", "desk" } } };
        using var staff = host.CreateClient(DeskHost.Tenant, Guid.CreateVersion7());

        (await AskAsync(visitor)).ShouldBe((404, "default"));
        (await AskAsync(visitor)).ShouldBe((404, "default"));
        (await AskAsync(visitor)).ShouldBe((429, "tenant-visitors"));

        (await AskAsync(staff)).ShouldBe((404, "default"));
        (await AskAsync(staff)).ShouldBe((404, "default"));
        (await AskAsync(staff)).ShouldBe((429, "tenant"));
    }

    private static async Task<(int Status, string Policy)> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/v1/nowhere", TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, answer.Headers.GetValues("RateLimit").ShouldHaveSingleItem().Split('"')[1]);
    }

    private sealed class Desks : ITenantResolver
    {
        public ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken) => new(DeskHost.Tenant);
    }
}
