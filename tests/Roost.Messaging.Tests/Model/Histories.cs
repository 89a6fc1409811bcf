using FsCheck;
using FsCheck.Fluent;

namespace Roost.Messaging.Tests.Model;

/// <summary>Makes histories by chance, and shorter ones of one that fails.</summary>
internal static class Histories
{
    private const int Shortest = 20;
    private const int Longest = 80;

    private static readonly Gen<Asked> AnAsked =
        from kind in Gen.Choose(0, Kind.All.Length - 1)
        from priority in Rarely(Gen.Choose(-1, 1))
        from delay in Rarely(Gen.Choose(1, 3))
        from key in Gen.Choose(0, 2)
        from unique in Rarely(Gen.Choose(1, 2))
        from window in Gen.Choose(0, 2)
        from parent in Rarely(Gen.Choose(1, 6))
        from waits in Gen.Choose(0, 7)
        select new Asked(kind, priority, delay, key, unique, window, parent, waits == 0);

    // Most are told the truth: of a thousand lies few would get as far as what follows.
    private static readonly Gen<Pointer> APointer =
        from number in Gen.Choose(0, 5)
        from any in Gen.Choose(0, 4)
        from truth in Gen.Frequency((8, Gen.Constant(Truth.Right)), (1, Gen.Constant(Truth.OtherWorker)), (1, Gen.Constant(Truth.OtherLease)), (1, Gen.Constant(Truth.OtherTenant)))
        select new Pointer(number, any == 0, truth);

    private static readonly Gen<int> APlace = Gen.Choose(0, 2);
    private static readonly Gen<int> ALine = Gen.Choose(0, Kind.Lines.Length - 1);
    private static readonly Gen<int> AJob = Gen.Choose(0, 11);

    private static readonly Gen<Step> AStep = Gen.Frequency(
        (14, from tenant in Gen.Frequency((5, Gen.Constant(0)), (3, Gen.Constant(1)), (1, Gen.Constant(2))) from jobs in Some(AnAsked, 5) select (Step)new AddJobs(tenant, jobs)),
        (14, from place in APlace from line in Gen.Frequency((4, Gen.Constant(0)), (1, ALine)) from lanes in Gen.Choose(1, 31) from quota in Gen.Choose(1, 3) select (Step)new ClaimJobs(place, line, lanes, quota)),
        (5, from place in APlace from line in Gen.Frequency((4, Gen.Constant(0)), (1, ALine)) select (Step)new ClaimSuspect(place, line)),
        (6, from place in APlace from pointers in Some(APointer, 4) select (Step)new FinishJobs(place, pointers)),
        (4, from pointer in APointer select (Step)new Complete(pointer)),
        (8, from pointer in APointer from retry in Gen.Choose(-1, 2) select (Step)new Fail(pointer, retry < 0 ? null : retry)),
        (3, from pointer in APointer select (Step)new GiveBack(pointer)),
        (2, from pointer in APointer select (Step)new Report(pointer)),
        (2, from place in APlace from line in ALine from suspects in Gen.Choose(0, 1) from known in Gen.Choose(0, 15) select (Step)new GiveBackLost(place, line, suspects == 1, known)),
        (6, from ticks in Gen.Choose(1, 3) select (Step)new Pass(ticks)),
        (7, Gen.Constant((Step)new Promote())),
        (10, from thorough in Gen.Choose(0, 2) select (Step)new Admit(thorough > 0)),
        (5, Gen.Constant((Step)new Release())),
        (6, from place in APlace select (Step)new Rescue(place)),
        (3, from place in APlace select (Step)new Silence(place)),
        (4, from place in APlace from line in Gen.Frequency((4, Gen.Constant(0)), (1, ALine)) select (Step)new Die(place, line)),
        (2, from place in APlace select (Step)new Leave(place)),
        (3, Gen.Constant((Step)new Start())),
        (2, from place in APlace select (Step)new Beat(place)),
        (4, from job in AJob from who in Gen.Choose(0, 2) select (Step)new Cancel(job, who)),
        (3, from job in AJob select (Step)new Replay(job)),
        (2, from job in AJob select (Step)new Discard(job)),
        (2, from job in AJob select (Step)new RetryNow(job)),
        (1, from job in AJob select (Step)new Ask(job)),
        (1, from line in ALine select (Step)new Rest(line)),
        (2, from kind in Gen.Choose(3, Kind.All.Length - 1) from variant in Gen.Choose(0, 6) select (Step)new Declare(kind, variant)));

    private static readonly Gen<History> AHistory =
        from length in Gen.Choose(Shortest, Longest)
        from steps in AStep.ArrayOf(length)
        select new History(steps);

    public static Arbitrary<History> Any { get; } = Arb.From(AHistory, Shorter);

    /// <summary>Those that are made no shorter: whether one fails is all that is asked.</summary>
    public static Arbitrary<History> AsTheyAre { get; } = Arb.From(AHistory);

    private static Gen<int> Rarely(Gen<int> some) => Gen.Frequency((4, Gen.Constant(0)), (1, some));

    private static Gen<T[]> Some<T>(Gen<T> one, int most) => Gen.Choose(1, most).SelectMany(count => one.ArrayOf(count));

    // Without half of the steps, a quarter, one; then with less in a step.
    private static IEnumerable<History> Shorter(History history)
    {
        var steps = history.Steps;
        for (var size = Math.Max(1, steps.Count / 2); steps.Count > 0; size /= 2)
        {
            for (var at = 0; at < steps.Count; at += size)
            {
                yield return new([.. steps.Take(at), .. steps.Skip(at + size)]);
            }

            if (size == 1)
            {
                break;
            }
        }

        for (var at = 0; at < steps.Count; at++)
        {
            foreach (var less in Less(steps[at]))
            {
                yield return new([.. steps.Take(at), less, .. steps.Skip(at + 1)]);
            }
        }
    }

    private static IEnumerable<Step> Less(Step step) => step switch
    {
        AddJobs { Jobs: var jobs } add => [
            .. jobs.Count > 1 ? jobs.Select((_, i) => add with { Jobs = [.. jobs.Where((_, other) => other != i)] }) : [],
            .. jobs.SelectMany((job, i) => Less(job).Select(less => add with { Jobs = [.. jobs.Select((other, j) => j == i ? less : other)] }))],
        Die die => [new ClaimSuspect(die.Place, die.Line), new Silence(die.Place)],
        FinishJobs { Pointers: { Count: > 1 } pointers } finish => pointers.Select(pointer => finish with { Pointers = [pointer] }),
        _ => [],
    };

    private static IEnumerable<Asked> Less(Asked asked) => ((Asked[])[
        asked with { Kind = 0 }, asked with { Priority = 0 }, asked with { Delay = 0 }, asked with { Key = 0 }, asked with { Unique = 0 },
        asked with { Window = 0 }, asked with { Parent = 0 }, asked with { Waits = false }]).Where(less => less != asked);
}
