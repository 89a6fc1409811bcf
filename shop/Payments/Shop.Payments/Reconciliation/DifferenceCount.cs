using System.Diagnostics.Metrics;

namespace Shop.Payments.Reconciliation;

/// <summary>Counts differences between the ledger and the provider's statement as they are found: a number to be alerted on.</summary>
internal sealed class DifferenceCount(IMeterFactory meters)
{
    private readonly Counter<long> _found = meters.Create("Roost.Modules.payments").CreateCounter<long>(
        "shop.ledger.differences", unit: "{difference}", description: "Differences that were found between the ledger and the payment provider's statement.");

    public void Add(DifferenceKind kind, int found) => _found.Add(found, new KeyValuePair<string, object?>("shop.difference.kind", kind switch
    {
        DifferenceKind.MissingHere => "missing_here",
        DifferenceKind.MissingThere => "missing_there",
        _ => "amount_differs",
    }));
}
