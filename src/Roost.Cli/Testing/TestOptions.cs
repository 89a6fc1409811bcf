namespace Roost.Cli.Testing;

/// <summary>What was asked of <c>roost test</c>.</summary>
/// <param name="Filters">Parts of full test names; none means all tests.</param>
/// <param name="Project">One test project by name; null means all.</param>
/// <param name="Faults">The long form of the tests that break things, and nothing else.</param>
/// <param name="Shape">The topology in which the black-box suite is run, and nothing else; <c>all</c> for each of them.</param>
/// <param name="Build">Whether to build first.</param>
/// <param name="Yes">Install what is missing without asking.</param>
internal sealed record TestOptions(IReadOnlyList<string> Filters, string? Project, bool Faults, string? Shape, bool Build, bool Yes);
