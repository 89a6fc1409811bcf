using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;

namespace Shop.Reports.Sales;

internal sealed class SalesEndpoints : IEndpoints
{
    private const int DefaultDays = 30;
    private const int MaxDays = 366;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGroup("/reports").RequireAuthorization(Policies.Staff)
        .MapGet("/sales", GetAsync).WithSummary("Show what was sold, by day and currency; days begin at midnight UTC");

    private static async Task<Results<Ok<SalesReport>, ProblemHttpResult>> GetAsync(
        SalesRepository sales,
        TimeProvider time,
        [Description("The first day, such as 2026-11-01; 30 days up to the last if it is left out.")] DateOnly? from,
        [Description("The last day; today, in UTC, if it is left out. At most 366 days.")] DateOnly? to,
        CancellationToken cancellationToken)
    {
        var last = to ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        // The first days of all have none before them.
        var first = from ?? DateOnly.FromDayNumber(Math.Max(last.DayNumber - DefaultDays + 1, 0));
        if (first > last)
        {
            return ReportErrors.Backwards.ToHttp();
        }

        return last.DayNumber - first.DayNumber < MaxDays
            ? TypedResults.Ok(new SalesReport(first, last, await sales.DaysAsync(first, last, cancellationToken)))
            : ReportErrors.TooLong(MaxDays).ToHttp();
    }
}
