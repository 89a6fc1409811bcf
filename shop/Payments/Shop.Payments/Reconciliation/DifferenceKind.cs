using System.Text.Json.Serialization;

namespace Shop.Payments.Reconciliation;

/// <summary>How the ledger and the provider's statement differ.</summary>
internal enum DifferenceKind
{
    /// <summary>The provider moved money of which the ledger says nothing.</summary>
    [JsonStringEnumMemberName("missing_here")]
    MissingHere,

    /// <summary>The ledger says that money was moved, and the provider knows nothing of it.</summary>
    [JsonStringEnumMemberName("missing_there")]
    MissingThere,

    /// <summary>Both know of it, and say different things: another amount, another currency, or another kind of movement.</summary>
    [JsonStringEnumMemberName("amount_differs")]
    AmountDiffers,
}
