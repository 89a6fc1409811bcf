namespace Shop.Faults.Tests.Laws;

/// <summary>
/// The provider's own store is the witness: one charge for each confirmed order, of its total, less what was asked back; none stands for any other order, nor for
/// anything that is no order.
/// </summary>
internal static class ProviderLaws
{
    public static async Task<IReadOnlyList<string>> BreachesAsync(IEvidence shop)
    {
        var orders = await shop.LookAsync<Placed>(["orders"], "SELECT id AS Id, status AS Status, total_amount AS Total FROM orders.orders");
        var movements = (await shop.Sandbox.MovementsAsync()).ToLookup(movement => (string)movement["reference"]!, movement => $"{movement["type"]} {movement["amount"]}");
        var breaches = new List<string>();
        foreach (var order in orders)
        {
            string[] moved = [.. movements[$"{order.Id:D}"]];
            if (!Allowed(order, shop.WantedBack.GetValueOrDefault(order.Id)).Any(moved.SequenceEqual))
            {
                breaches.Add($"Provider: of {order.Status.ToLowerInvariant()} order {order.Id} over {order.Total} it says {string.Join(", ", moved)}");
            }
        }

        var known = orders.Select(order => $"{order.Id:D}").ToHashSet();
        breaches.AddRange(movements.Where(movement => !known.Contains(movement.Key)).Select(movement => $"Provider: it knows of {movement.Key}, which is no order"));
        return breaches;
    }

    private static IEnumerable<string[]> Allowed(Placed order, long wantedBack)
    {
        var (held, taken, given) = ($"authorization {order.Total}", $"capture {order.Total}", $"refund {order.Total}");
        return order.Status switch
        {
            "Confirmed" when wantedBack > 0 => [[held, taken, $"refund {wantedBack}"]],
            "Confirmed" => [[held, taken]],
            "Cancelled" => [[], [held, $"void {order.Total}"], [held, taken, given]],
            _ => [[]],
        };
    }

    private sealed record Placed(Guid Id, string Status, long Total);
}
