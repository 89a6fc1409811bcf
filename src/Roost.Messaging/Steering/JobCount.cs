using System.Globalization;

namespace Roost.Messaging.Steering;

/// <summary>How many there are, as far as was counted.</summary>
/// <param name="Count">How many were counted.</param>
/// <param name="IsMore">Whether there may be more of them.</param>
public readonly record struct JobCount(long Count, bool IsMore)
{
    /// <summary>As people read it: <c>10,000+</c>.</summary>
    public override string ToString() => Count.ToString("N0", CultureInfo.InvariantCulture) + (IsMore ? "+" : "");
}
