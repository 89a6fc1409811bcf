namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>All that is asked when a scene is over. A new capability adds its laws in a file of its own, and here.</summary>
internal static class Laws
{
    public static readonly IReadOnlyList<Invariant> All = [.. JobLaws.All, .. LeaseLaws.All, .. EffectLaws.All, .. KeyLaws.All, .. TimeLaws.All, .. LimitLaws.All, .. EventLaws.All, .. ScheduleLaws.All];
}
