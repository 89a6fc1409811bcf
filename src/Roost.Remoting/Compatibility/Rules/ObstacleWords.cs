namespace Roost.Remoting.Compatibility.Rules;

/// <summary>The table of what obstacles mean and what to do instead, by the direction in which they stand in the way.</summary>
internal static class ObstacleWords
{
    /// <summary>Parameters stand before a bracket, fields behind a point.</summary>
    private const char OfMethod = '(';

    public static (string What, string Remedy) Of(Obstacle obstacle, Direction direction) => (obstacle.Kind, direction) switch
    {
        (ObstacleKind.Missing, Direction.OldReadsNew) => (
            obstacle.Written.Length == 0 ? "is not written any more, and the version before requires it" : "is not always written any more, and the version before requires it",
            IsParameter(obstacle)
                ? "Keep the parameter. Add a method without it, and mark this one [Obsolete]; what is obsolete may go in the release after."
                : "Keep it and give it a default in its record, as in 'int Limit = 10', so that it is no longer required; take it away in the release after."),
        (ObstacleKind.Missing, Direction.NewReadsOld) => (
            obstacle.Written.Length == 0 ? "is required, and the version before does not write it" : "is required, and the version before does not always write it",
            IsParameter(obstacle)
                ? "Put it into the record of a parameter that is there, with a default, or add a method beside this one: parameters have no defaults on the wire."
                : "Give it a default in its record, as in 'int Limit = 10'. Once the version before writes it, it may be required."),
        (ObstacleKind.Null, Direction.OldReadsNew) => (
            $"may be null now ({obstacle.Written}), and the version before takes no null ({obstacle.Read})",
            "Leave it as it was, and add another field that may be null, with a default."),
        (ObstacleKind.Null, Direction.NewReadsOld) => (
            $"takes no null any more ({obstacle.Read}), and the version before may write one ({obstacle.Written})",
            "Leave it nullable, and let the code decide what null means."),
        (ObstacleKind.OtherType, Direction.OldReadsNew) => (
            $"was {obstacle.Read} and is {obstacle.Written}",
            OtherType(obstacle)),
        (ObstacleKind.OtherType, Direction.NewReadsOld) => (
            $"was {obstacle.Written} and is {obstacle.Read}",
            OtherType(obstacle)),
        (ObstacleKind.Unknown, Direction.OldReadsNew) => (
            $"may be '{obstacle.Written}' now, which the version before does not know",
            "Let one release know it and not write it yet. Nobody can see here what is written: say so in the change, and write the file anew."),
        (ObstacleKind.Unknown, Direction.NewReadsOld) => (
            $"cannot be '{obstacle.Written}' any more, which the version before may write",
            "Keep it for as long as an older version, or something that it has stored, may hold it."),
        (ObstacleKind.Refused, Direction.OldReadsNew) => (
            "is new, and the version before refuses what it does not know",
            "Take [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] away one release before the field comes."),
        (ObstacleKind.Refused, Direction.NewReadsOld) => (
            "is gone, and this version refuses what it does not know",
            "Keep it, or take [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] away."),
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle.Kind, "There are no words for it."),
    };

    private static string OtherType(Obstacle obstacle) => IsParameter(obstacle)
        ? "Leave it, and add a method beside this one."
        : "Leave it, and add another field of the new type, with a default; take the old one away when nobody reads it.";

    private static bool IsParameter(Obstacle obstacle) => obstacle.Place.Contains(OfMethod, StringComparison.Ordinal);
}
