namespace Roost.Remoting.Compatibility.Rules;

/// <summary>The table of what obstacles mean and what to do instead, by the direction in which they stand in the way, by their place, and by where it is kept.</summary>
internal static class ObstacleWords
{
    private const string Default = "Give it a default in its record, as in 'int Limit = 10'";
    private const string MethodBeside = "Leave it, and add a method beside this one.";
    private const string Upcast = "What must have it is another event of the stream; .Upcasts<…>(…) brings this one up to date.";

    public static (string What, string Remedy) Of(Obstacle obstacle, Direction direction, Keeping keeping) => (obstacle.Kind, direction) switch
    {
        (ObstacleKind.Missing, Direction.OldReadsNew) => (
            obstacle.Written.Length == 0 ? "is not written any more, and the version before requires it" : "is not always written any more, and the version before requires it",
            obstacle.Place.Sort == PlaceSort.Parameter
                ? "Keep the parameter. Add a method without it, and mark this one [Obsolete]; what is obsolete may go in the release after."
                : "Keep it and give it a default in its record, as in 'int Limit = 10', so that it is no longer required; take it away in the release after."),
        (ObstacleKind.Missing, Direction.NewReadsOld) => (
            obstacle.Written.Length == 0 ? "is required, and the version before does not write it" : "is required, and the version before does not always write it",
            Missing(obstacle.Place.Sort, keeping)),
        (ObstacleKind.MissingBefore, Direction.NewReadsOld) => (
            "is required now, and could be left out: what is older than the version before may lack it",
            keeping.IsForGood() ? $"Let it keep its default: what is stored is never written anew. {Upcast}" : $"Deploy it only when {Keepings.NoneIsLeft(keeping)}."),
        (ObstacleKind.Null, Direction.OldReadsNew) => (
            $"may be null now ({obstacle.Written}), and the version before takes no null ({obstacle.Read})",
            obstacle.Place.Sort switch
            {
                PlaceSort.Field => "Leave it as it was, and add another field that may be null, with a default.",
                PlaceSort.Message => "Leave it as it was, and let a message of another name beside it be null.",
                _ => "Leave it as it was, and add a method beside this one where it may be null.",
            }),
        (ObstacleKind.Null, Direction.NewReadsOld) => (
            $"takes no null any more ({obstacle.Read}), and the version before may write one ({obstacle.Written})",
            "Leave it nullable, and let the code decide what null means."),
        (ObstacleKind.OtherType, Direction.OldReadsNew) => ($"was {obstacle.Read} and is {obstacle.Written}", OtherType(obstacle.Place.Sort, keeping)),
        (ObstacleKind.OtherType, Direction.NewReadsOld) => ($"was {obstacle.Written} and is {obstacle.Read}", OtherType(obstacle.Place.Sort, keeping)),
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

    /// <summary>What is stored for good is in the way; what some day is gone can be waited for, which nobody can see here.</summary>
    public static Severity SeverityOf(Obstacle obstacle, Keeping keeping) =>
        obstacle.Kind == ObstacleKind.MissingBefore && !keeping.IsForGood() ? Severity.Care : Severity.Breaks;

    private static string Missing(PlaceSort sort, Keeping keeping) => sort switch
    {
        PlaceSort.Parameter => "Put it into the record of a parameter that is there, with a default, or add a method beside this one: parameters have no defaults on the wire.",
        _ when keeping.IsForGood() => $"{Default}, which it keeps: what is stored is never written anew. {Upcast}",
        _ => $"{Default}. It may be required in a later release, when {Keepings.NoneIsLeft(keeping)}.",
    };

    private static string OtherType(PlaceSort sort, Keeping keeping) => sort switch
    {
        PlaceSort.Parameter or PlaceSort.Result => MethodBeside,
        _ when keeping.IsForGood() => "Leave it, and make another event of the stream; .Upcasts<…>(…) brings this one up to date.",
        PlaceSort.Message => "Leave it, and add another message of another name beside it.",
        _ => "Leave it, and add another field of the new type, with a default; take the old one away when nobody reads it.",
    };
}
