using System.ComponentModel;

namespace Shop.Reports.Sales;

internal sealed record SalesDay(
    [property: Description("The day, in UTC, on which the orders were confirmed.")] DateOnly Day,
    [property: Description("How many orders were confirmed.")] long Orders,
    [property: Description("How many of them have been cancelled since.")] long Cancelled,
    [property: Description("What they came to.")] Money Gross,
    [property: Description("What has been given back for them since, by cancellations and otherwise.")] Money Refunded,
    [property: Description("What is left: gross without refunded.")] Money Net)
{
    public static SalesDay Of(DateOnly day, string currency, long orders, long cancelled, long gross, long refunded) =>
        new(day, orders, cancelled, new(gross, currency), new(refunded, currency), new(gross - refunded, currency));
}
