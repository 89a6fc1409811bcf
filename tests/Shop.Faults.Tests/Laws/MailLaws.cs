using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Laws;

/// <summary>
/// Whoever has a confirmed order has one mail about it, and nobody else has one; whoever has cancelled a confirmed order may have had it before. A mail that was sent when
/// the host died, and was not known to be, is sent again under the same message id and, in a folder, under the same name: that is what mail can promise.
/// </summary>
internal static partial class MailLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        var mails = await Task.WhenAll(Directory.EnumerateFiles(shop.Mails, "*.eml").Select(file => File.ReadAllTextAsync(file)));
        var ofOrders = mails.CountBy(mail => Guid.Parse(Order().Match(mail).Groups[1].Value)).ToDictionary();
        var orders = await shop.LookAsync<(Guid Id, string Status, DateTime? ConfirmedAt)>(["orders"], "SELECT id, status, confirmed_at FROM orders.orders");
        var wrong =
            from order in orders
            let sent = ofOrders.GetValueOrDefault(order.Id)
            where order.Status == "Confirmed" ? sent != 1 : sent > (order.ConfirmedAt is null ? 0 : 1)
            select $"Mails: {sent} for {order.Status.ToLowerInvariant()} order {order.Id}";
        var twice = mails.CountBy(mail => MessageId().Match(mail).Value).Where(id => id.Value > 1).Select(id => $"Mails: {id.Value} with {id.Key}");
        return [.. wrong, .. twice, .. ofOrders.Keys.Except(orders.Select(order => order.Id)).Select(order => $"Mails: one for {order}, which is no order")];
    }

    [GeneratedRegex("^Subject: Your order ([0-9a-f-]{36}) is confirmed", RegexOptions.Multiline)]
    private static partial Regex Order();

    [GeneratedRegex("^Message-ID: .*$", RegexOptions.Multiline)]
    private static partial Regex MessageId();
}
