using System.ComponentModel;

namespace Shop.Reports.Sales;

internal sealed record SalesReport(
    [property: Description("The first day.")] DateOnly From,
    [property: Description("The last day.")] DateOnly To,
    [property: Description("A line for each day and currency in which something was sold, by day.")] IReadOnlyList<SalesDay> Days);
