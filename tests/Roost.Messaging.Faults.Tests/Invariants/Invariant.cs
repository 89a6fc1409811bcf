namespace Roost.Messaging.Faults.Tests.Invariants;

/// <summary>What must be true when a scene is over, whatever was done to it.</summary>
/// <param name="Name">Says it.</param>
/// <param name="Breaches">Asks for what contradicts it, a line each.</param>
internal sealed record Invariant(string Name, string Breaches);

/// <summary>What was not as it must be.</summary>
internal sealed record Breach(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}
