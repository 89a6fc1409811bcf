using System.Diagnostics;

namespace Roost.Postgres.UnitsOfWork;

/// <summary>The source of spans for transactions, from the first write to the end.</summary>
public static class UnitOfWorkDiagnostics
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "Roost.UnitOfWork";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Begin() => Source.HasListeners() ? Source.StartActivity("unit of work") : null;

    internal static void End(Activity? span, TransactionOutcome outcome)
    {
        span?.SetTag("roost.outcome", outcome switch
        {
            TransactionOutcome.Committed => "committed",
            TransactionOutcome.RolledBack => "rolled_back",
            _ => "unknown",
        });
        span?.Stop();
    }
}
