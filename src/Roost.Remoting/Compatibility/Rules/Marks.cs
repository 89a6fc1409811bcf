namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Whether something has become obsolete, which its version's compiler sees to, and nobody else notices.</summary>
internal static class Marks
{
    public static IEnumerable<Change> Of(string name, bool was, bool isNow) =>
        was == isNow ? [] : [new(Severity.Compatible, name, isNow ? "is obsolete now" : "is not obsolete any more", [])];
}
