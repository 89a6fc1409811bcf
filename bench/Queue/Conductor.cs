using System.Globalization;
using Bench.Queue.Phases;

namespace Bench.Queue;

/// <summary>Measures the contestants in turns: <c>[--rounds N] [--only CONTESTANT,…] [PHASE…]</c>. Ends with 1 if a bar is missed.</summary>
internal static class Conductor
{
    private static readonly Phase[] All =
        [new Adds(), new BulkAdds(), new Work("work", 1), new Work("workers", 3), new Latency(1000), new Latency(5000), new Depth(), new Fairness(), new Soak()];

    public static async Task<int> RunAsync(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Invocation.Read(arguments, All.Select(phase => phase.Key)) is not { } asked)
        {
            return 64;
        }

        var contestants = Contestant.All().Where(contestant => asked.Contestants.Count == 0 || asked.Contestants.Contains(contestant.Key)).ToArray();
        foreach (var contestant in contestants)
        {
            await using var producer = await Agent.StartAsync(contestant, "producer");
            Console.WriteLine($"{contestant.Name}: {await producer.AskAsync("about")}");
        }

        var holds = true;
        foreach (var phase in All.Where(phase => asked.Phases.Count == 0 ? !phase.IsOnlyByName : asked.Phases.Contains(phase.Key)))
        {
            Contestant[] those = [.. contestants.Where(contestant => !phase.IsOfRoostAlone || contestant.Key == Contestant.Roost)];
            var figures = those.ToDictionary(contestant => contestant, _ => new List<double[]>());
            for (var round = 0; round < asked.Rounds; round++)
            {
                // In turns, and each round another begins.
                for (var turn = 0; turn < those.Length; turn++)
                {
                    var contestant = those[(round + turn) % those.Length];
                    figures[contestant].Add(await phase.RunAsync(contestant));
                    Console.Error.WriteLine($"{phase.Key}, round {round + 1}: {contestant.Key} {string.Join(' ', figures[contestant][^1].Select(Table.Text))}");
                }
            }

            holds &= Table.Print(phase, figures);
        }

        return holds ? 0 : 1;
    }
}
