namespace Shop.Faults.Tests.Outages;

/// <summary>How people may be answered, whoever is dead: in time, by what was wanted or by a problem that says to come again.</summary>
internal static class Manners
{
    /// <summary>The answers that nobody may get, a line for each kind.</summary>
    /// <param name="heard">What was heard.</param>
    /// <param name="mayBreak">Whether connections may break or be refused, since it is the gateway that was killed.</param>
    public static IEnumerable<string> Breaches(IEnumerable<Heard> heard, bool mayBreak = false) => heard
        .Where(answer => answer.Verdict is Verdict.Wrong or Verdict.Late || (answer.Verdict == Verdict.Broken && !mayBreak))
        .GroupBy(answer => $"{answer.What}: {answer.Kind}")
        .Select(kind => $"{kind.Count()} times {kind.Key}");
}
