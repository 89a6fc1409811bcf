using System.Globalization;

namespace Bench.Queue;

/// <summary>What the conductor is asked for; nothing named means all.</summary>
internal sealed record Invocation(int Rounds, IReadOnlySet<string> Contestants, IReadOnlySet<string> Phases)
{
    /// <returns><see langword="null"/> if it cannot be understood, after it was said why.</returns>
    public static Invocation? Read(string[] arguments, IEnumerable<string> known)
    {
        var rounds = 3;
        var contestants = new HashSet<string>();
        var phases = new HashSet<string>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--rounds" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], CultureInfo.InvariantCulture, out var asked) && asked > 0)
            {
                (rounds, i) = (asked, i + 1);
            }
            else if (arguments[i] == "--only" && i + 1 < arguments.Length)
            {
                contestants.UnionWith(arguments[++i].Split(','));
            }
            else if (known.Contains(arguments[i]))
            {
                phases.Add(arguments[i]);
            }
            else
            {
                Console.Error.WriteLine($"There is no '{arguments[i]}'. Usage: queue.sh [--rounds N] [--only CONTESTANT,...] [{string.Join('|', known)}]...");
                return null;
            }
        }

        return new(rounds, contestants, phases);
    }
}
