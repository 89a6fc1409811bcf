using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Contexts;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.Contexts;

public sealed class ContextWarmUpTests(PostgresServer server)
{
    [Fact]
    public async Task It_asks_every_context_and_holds_no_connection_afterwards()
    {
        await using var host = await new ModuleHostBuilder<NotesModule>(server).With("Roost:Postgres:PoolSize", "1").StartAsync();
        var warmUp = host.Services.GetServices<IWarmUp>().OfType<ContextWarmUp>().ShouldHaveSingleItem();

        // The second would wait in vain for the pool's one connection.
        await warmUp.RunAsync(TestContext.Current.CancellationToken);
        await warmUp.RunAsync(TestContext.Current.CancellationToken);
    }
}
