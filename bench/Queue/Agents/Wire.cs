namespace Bench.Queue.Agents;

/// <summary>What agents and the conductor say to each other: lines of words. An agent's own output is told from its log by the first word.</summary>
internal static class Wire
{
    public const string Mark = "bench:";

    public static void Say(string line) => Console.WriteLine($"{Mark} {line}");

    /// <summary>What is asked, until the conductor has nothing more to ask, or is gone.</summary>
    public static async IAsyncEnumerable<string[]> AskedAsync()
    {
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await input.ReadLineAsync() is { } line)
        {
            yield return line.Split(' ');
        }
    }
}
