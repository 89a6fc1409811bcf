namespace Roost.Messaging.TestWorker.Voyages;

/// <summary>A voyage of either version.</summary>
/// <param name="Number">Names it.</param>
/// <param name="Stop">The step that comes no further while a host holds voyages up.</param>
/// <param name="Refused">The step that is refused for good.</param>
public sealed record VoyageState(int Number, string? Stop = null, string? Refused = null)
{
    /// <summary>What the second version remembers, and the first knows nothing of.</summary>
    public string? Policy { get; set; }
}

/// <summary>What a voyage waits for.</summary>
/// <param name="Sky">How it is.</param>
public sealed record Weather(string Sky);
