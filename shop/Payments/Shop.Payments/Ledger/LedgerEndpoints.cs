using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.Paging;
using Shop.Payments.Reconciliation;

namespace Shop.Payments.Ledger;

internal sealed class LedgerEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ledger = routes.MapGroup("/ledger").RequireAuthorization(Policies.Staff);
        ledger.MapGet("/accounts", AccountsAsync).WithSummary("Show the chart of accounts, with what each account stands at");
        ledger.MapGet("/entries", EntriesAsync).WithSummary("List the ledger's entries, newest first");
        ledger.MapGet("/trial-balance", TrialBalanceAsync).WithSummary("Show whether debits and credits are the same, by currency");
        ledger.MapGet("/differences", DifferencesAsync).WithSummary("List where the ledger and the payment provider's statement differ, newest first");
    }

    private static async Task<Ok<ChartResponse>> AccountsAsync(LedgerReader ledger, CancellationToken cancellationToken)
    {
        var totals = await ledger.TotalsAsync(cancellationToken);
        return TypedResults.Ok(new ChartResponse([.. Accounts.All.Select(account => AccountResponse.From(account, totals))]));
    }

    private static async Task<Results<Ok<Page<EntryResponse>>, ProblemHttpResult>> EntriesAsync(
        LedgerReader ledger,
        Cursor? cursor,
        [Description("Only the entries of this payment.")] Guid? payment,
        [Description("Only the entries on this account, by its code.")] string? account,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        if (account is not null && !Accounts.All.Any(known => known.Code == account))
        {
            return LedgerErrors.UnknownAccount.ToHttp();
        }

        var found = await ledger.ListAsync(payment, account, cursor?.After, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<EntryResponse>.From(found, limit, entry => entry, entry => entry.Id));
    }

    private static async Task<Ok<TrialBalance>> TrialBalanceAsync(LedgerReader ledger, CancellationToken cancellationToken) =>
        TypedResults.Ok(TrialBalance.Of(await ledger.TotalsAsync(cancellationToken)));

    private static async Task<Ok<Page<DifferenceResponse>>> DifferencesAsync(
        DifferenceRepository differences,
        Cursor? cursor,
        [Description("Show those that are gone instead of those that are there.")] bool resolved = false,
        [Range(1, Cursor.MaxLimit)] int limit = Cursor.DefaultLimit,
        CancellationToken cancellationToken = default)
    {
        var found = await differences.ListAsync(resolved, cursor?.After, limit + 1, cancellationToken);
        return TypedResults.Ok(Page<DifferenceResponse>.From(found, limit, DifferenceResponse.From, difference => difference.Id));
    }
}
