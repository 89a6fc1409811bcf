using System.Collections.Concurrent;
using System.Diagnostics;

namespace Roost.Messaging.Tests;

/// <summary>Sees which statements an operation sends, by the driver's own spans.</summary>
internal static class Statements
{
    public static async Task<IReadOnlyCollection<string>> OfAsync(Func<Task> operation)
    {
        var statements = new ConcurrentQueue<string>();
        using var trace = new Activity("an operation");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                // Those of workers and of other tests belong to other traces.
                if (span.TraceId == trace.TraceId && span.GetTagItem("db.query.text") is string statement)
                {
                    statements.Enqueue(statement);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        trace.Start();
        await operation();
        trace.Stop();
        return statements;
    }
}
