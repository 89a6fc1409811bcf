using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Contexts;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.Contexts;

public sealed class ContextWarmUpTests(PostgresServer server)
{
    [Fact]
    public async Task It_asks_the_database_once_and_holds_no_connection_afterwards()
    {
        await using var host = await new ModuleHostBuilder<NotesModule>(server).With("Roost:Postgres:PoolSize", "1").StartAsync();
        var warmUp = host.Services.GetServices<IWarmUp>().OfType<ContextWarmUp>().ShouldHaveSingleItem();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        var own = new Activity("test").Start();
        var statements = 0;
        listener.ActivityStopped = activity => statements += activity.TraceId == own.TraceId && activity.TagObjects.Any(tag => $"{tag.Value}".Contains("FROM notes.notes", StringComparison.Ordinal)) ? 1 : 0;
        ActivitySource.AddActivityListener(listener);

        await warmUp.RunAsync(TestContext.Current.CancellationToken);
        // It would wait in vain for the pool's one connection.
        await warmUp.RunAsync(TestContext.Current.CancellationToken);

        statements.ShouldBe(2);
    }
}
