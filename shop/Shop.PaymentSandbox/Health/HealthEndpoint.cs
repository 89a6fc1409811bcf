using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Journal;

namespace Shop.PaymentSandbox.Health;

internal static class HealthEndpoint
{
    public static void MapHealth(this WebApplication app) => app.MapGet("/healthz", Get);

    private static IResult Get(LedgerState state, JournalFile journal) => journal.Broken.IsCancellationRequested
        ? TypedResults.Json(new HealthReport("failing", state.Sequence, journal.Syncs), statusCode: StatusCodes.Status503ServiceUnavailable)
        : TypedResults.Ok(new HealthReport("ok", state.Sequence, journal.Syncs));
}
