namespace Shop.Faults.Tests.Laws;

/// <summary>What was published in one database and is subscribed to in another has come there once, and nothing else has.</summary>
internal static class EventLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        // Within one database an event goes nowhere.
        if (!shop.AreApart("orders", "reports"))
        {
            return [];
        }

        var published = await shop.LookAsync<string>(["orders", "payments"], "SELECT name || ' ' || event_id FROM roost.event_log WHERE NOT received");
        var received = await shop.LookAsync<string>(["reports", "webhooks"], "SELECT name || ' ' || event_id FROM roost.event_log WHERE received");
        return
        [
            .. published.Except(received).Select(lost => $"Events: {lost} has not come"),
            .. received.Except(published).Select(only => $"Events: {only} was not published"),
            .. received.CountBy(heard => heard).Where(heard => heard.Value > 1).Select(heard => $"Events: {heard.Key} has come {heard.Value} times"),
        ];
    }
}
