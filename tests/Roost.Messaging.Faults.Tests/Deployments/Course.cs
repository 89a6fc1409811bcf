using Roost.Messaging.TestWorker.Voyages;

namespace Roost.Messaging.Faults.Tests.Deployments;

/// <summary>How far a voyage of the first version gets while its host holds it up, and what it has done in the end.</summary>
/// <param name="Name">Says where it stands.</param>
/// <param name="Share">How many of a thousand.</param>
/// <param name="Stop">The step that comes no further.</param>
/// <param name="Refused">The step that is refused for good.</param>
internal sealed record Course(string Name, int Share, string? Stop, string? Refused = null)
{
    /// <summary>Those that a host has taken as far as it can.</summary>
    public static readonly IReadOnlyList<Course> All =
    [
        new("between attempts at its first step", 100, "ship"),
        new("between attempts at its second step", 100, "crew"),
        new("waiting for its signal", 200, null),
        new("between attempts at what takes its signal", 50, "fair"),
        new("between attempts behind its signal", 100, "sail"),
        new("between attempts at what must succeed", 100, "arrive"),
        new("waiting for people behind what must succeed", 50, "parked at tell"),
        new("between attempts to undo the step that was refused", 100, "no sail", "sail"),
        new("between attempts to undo its second step", 100, "no crew", "sail"),
        new("between attempts at the end of its undoing", 50, "over", "sail"),
    ];

    /// <summary>In the middle of a step.</summary>
    public static readonly Course Running = new("in the middle of a step", 8, "in sail");

    /// <summary>Not begun.</summary>
    public static readonly Course Waiting = new("not begun", 42, null);

    public bool Signalled => this != All[2];

    public short Status => (short)(Refused is null ? 2 : 3);

    /// <summary>The steps of the first version that are written down in the end.</summary>
    public string Steps => Refused is null ? "ship, crew, fair, sail, arrive, tell" : "ship, crew, fair, no sail, no crew, no ship, over";

    /// <summary>The steps of the second version.</summary>
    public static string NewSteps(int number, string? refused) =>
        refused is null ? $"insure, ship, fair, sail, land for {number}" : "insure, ship, fair, no sail, no ship, no policy, over";

    public VoyageState Begin(int number) => new(number, Stop, Refused);
}
