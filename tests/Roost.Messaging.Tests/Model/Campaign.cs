using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace Roost.Messaging.Tests.Model;

/// <summary>Plays histories until one fails, and tells the shortest that does.</summary>
internal static class Campaign
{
    /// <summary>Two numbers, the second one odd: they make the histories of a run, the same each time.</summary>
    public const string SeedVariable = "ROOST_MODEL_SEED";

    private const string Seed = "20261126,777";

    /// <returns>What went wrong; <see langword="null"/> if nothing did.</returns>
    public static string? Run(RealQueue queue, Arbitrary<History> histories, int count)
    {
        var seed = Environment.GetEnvironmentVariable(SeedVariable) ?? Seed;
        var numbers = seed.Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var (played, failed, told) = (0, 0, (string?)null);
        var property = Prop.ForAll(histories, history =>
        {
            played++;
            try
            {
                new Play(queue).Run(history);
                return true;
            }
            catch (MismatchException mismatch)
            {
                // The last one that fails is the shortest.
                failed = failed == 0 ? played : failed;
                told = mismatch.Message;
                return false;
            }
        });
        Check.One(Config.Quick.WithRunner(new Quiet()).WithMaxTest(count).WithReplay(numbers[0], numbers[1]), property);
        return told is null ? null : $"History {failed} of {SeedVariable}={seed}:\n{told}";
    }

    // What FsCheck would print are the numbers of a history. What happened says more, and is told by the test.
    private sealed class Quiet : IRunner
    {
        public void OnStartFixture(Type type)
        {
        }

        public void OnArguments(int number, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, FsCheck.TestResult result)
        {
        }
    }
}
