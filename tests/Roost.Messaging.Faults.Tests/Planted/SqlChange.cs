using System.Text.RegularExpressions;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A bug in the database: a piece of a function, and what stands there instead.</summary>
/// <param name="Function">The function in <c>roost</c>.</param>
/// <param name="Find">A text that is in it exactly once, however it is broken into lines.</param>
/// <param name="Replace">The text that takes its place.</param>
internal sealed record SqlChange(string Function, string Find, string Replace)
{
    /// <summary>Gives the changed function.</summary>
    public string Apply(string definition)
    {
        var find = new Regex(string.Join(@"\s+", Find.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Regex.Escape)));
        find.Count(definition).ShouldBe(1, $"'{Find}' is to be in roost.{Function} exactly once. Mend the planted bug:\n{definition}");
        return find.Replace(definition, _ => Replace);
    }
}
