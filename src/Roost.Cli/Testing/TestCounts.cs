namespace Roost.Cli.Testing;

/// <summary>How many tests ended how.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>A run in which nothing ran has shown nothing.</summary>
    public bool IsSuccess => Failed == 0 && Passed > 0;

    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";
}
