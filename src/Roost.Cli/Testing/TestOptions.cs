namespace Roost.Cli.Testing;

/// <summary>What was asked of <c>roost test</c>.</summary>
/// <param name="Filters">Parts of full test names; none means all tests.</param>
/// <param name="Project">One test project by name; null means all.</param>
/// <param name="Faults">The long form of the tests that break things, and nothing else.</param>
/// <param name="Shape">The topology in which the black-box suite is run, and nothing else; <c>all</c> for each of them, with PostgreSQL alone and with all servers.</param>
/// <param name="WithServers">Whether Shop uses Redis and RabbitMQ then.</param>
/// <param name="Build">Whether to build first.</param>
/// <param name="Yes">Install what is missing without asking.</param>
internal sealed record TestOptions(IReadOnlyList<string> Filters, string? Project, bool Faults, string? Shape, bool WithServers, bool Build, bool Yes)
{
    /// <summary>How often the black-box suite is run, and how.</summary>
    /// <param name="shapes">All topologies that there are.</param>
    /// <param name="known">How one is called that was asked for; throws if there is none.</param>
    public IEnumerable<ShapeRun> ShapeRuns(IEnumerable<string> shapes, Func<string, string> known) =>
        Shape == "all" ? [.. from withServers in new[] { false, true } from shape in shapes select new ShapeRun(shape, withServers)] : [new(Shape is null ? null : known(Shape), WithServers)];
}

/// <summary>One run of a suite.</summary>
/// <param name="Shape">The topology; null for the suite's own choice.</param>
/// <param name="WithServers">Whether Redis and RabbitMQ are used.</param>
internal sealed record ShapeRun(string? Shape, bool WithServers)
{
    public override string ToString() => (Shape is null ? "" : $", {Shape}") + (WithServers ? ", with Redis and RabbitMQ" : "");
}
