using System.Globalization;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Statements;

internal static class StatementEndpoint
{
    private const string TimeMessage = "Give an ISO 8601 time, such as 2026-01-31T00:00:00Z.";

    public static void MapStatements(this RouteGroupBuilder v1) => v1.MapGet("/statement", GetAsync);

    private static async Task<IResult> GetAsync(string? from, string? to, Ledger ledger, CancellationToken cancellationToken)
    {
        var problem = new FieldErrors()
            .Require(TryParse(from, out var start), "from", TimeMessage)
            .Require(TryParse(to, out var end), "to", TimeMessage)
            .Require(!(start > end), "to", "Give a time that is not before from.")
            .ToProblem();
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var movements = await ledger.ReadAsync(
            state => state.Movements.Where(m => !(m.At < start) && !(m.At >= end)).ToArray(), cancellationToken);
        return TypedResults.Ok(new Statement(start, end, movements));
    }

    private static bool TryParse(string? text, out DateTimeOffset? time)
    {
        var parsed = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value);
        time = parsed ? value : null;
        return parsed || text is null;
    }
}
