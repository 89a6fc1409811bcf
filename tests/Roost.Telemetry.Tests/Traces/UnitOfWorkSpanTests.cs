using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Operations;
using Roost.Postgres;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Traces;

[Collection(nameof(AloneInTheProcess))]
public sealed class UnitOfWorkSpanTests
{
    [Fact]
    public async Task A_transaction_is_one_span_from_its_first_write_to_its_end()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is UnitOfWorkDiagnostics.SourceName or "test",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var cluster = await EmbeddedCluster.StartAsync(EmbeddedClusterOptions.Throwaway());
        await cluster.EnsureDatabaseAsync("shelf");
        await using var host = await TelemetryHost.StartAsync(
            settings: new() { ["Roost:Postgres:App"] = cluster.ConnectionString(ClusterRole.App, "shelf") },
            configure: roost => roost.Use(new PostgresCapability()));
        var operations = host.Services.GetRequiredService<IOperations>();
        using var source = new ActivitySource("test");

        using (var parent = source.StartActivity("parent"))
        {
            foreach (var outcome in new Result<int>[] { 1, Error.Conflict("no", "No.") })
            {
                await operations.RunAsync(new CallContext(null, Principal.System, "test"), async (services, stop) =>
                {
                    await services.GetRequiredService<UnitOfWork>().BeginAsync(stop);
                    Activity.Current.ShouldBe(parent);
                    return outcome;
                });
            }
        }

        spans.Select(span => (span.OperationName, span.GetTagItem("roost.outcome"), span.Parent?.OperationName)).ShouldBe(
            [("unit of work", "committed", "parent"), ("unit of work", "rolled_back", "parent"), ("parent", null, null)]);
    }
}
