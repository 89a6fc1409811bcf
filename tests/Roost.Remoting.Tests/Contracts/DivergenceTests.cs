using System.Collections.Immutable;
using Roost.Operations;
using Roost.Remoting.TestHost;

namespace Roost.Remoting.Tests.Contracts;

/// <summary>A call means the same near and far: whatever is called, and however it ends, the caller sees no difference.</summary>
public sealed class DivergenceTests(Neighbours neighbours) : IClassFixture<Neighbours>
{
    public static TheoryData<Behaviour> Behaviours { get; } =
    [
        new Behaviour(Deed.Succeed),
        .. Enum.GetValues<ErrorKind>().Select(kind => new Behaviour(Deed.Refuse, (int)kind)),
        new Behaviour(Deed.Throw), new Behaviour(Deed.TimeOut), new Behaviour(Deed.PretendCancelled), new Behaviour(Deed.PassOn),
        // Breaks the rule for its range, so that no method is entered.
        new Behaviour(Deed.Succeed, 10),
    ];

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_call_ends_as_it_does_near(Behaviour behaviour)
    {
        await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.DoAsync(behaviour, CancellationToken.None)));
        await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.TryAsync(behaviour, CancellationToken.None)));
        await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.TryForAsync(behaviour, CancellationToken.None)));
    }

    [Fact]
    public async Task What_is_sent_arrives_and_comes_back_as_it_was()
    {
        var random = new Random(20261127);
        for (var i = 0; i < 200; i++)
        {
            var sample = Samples.Make(random);
            await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.EchoAsync(sample, CancellationToken.None)));
            await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.RepeatAsync(sample, i % 4, CancellationToken.None)));
            await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.MaybeAsync(sample.Nullable, CancellationToken.None)));
            await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.MaybeResultAsync(sample.Nullable, CancellationToken.None)));
        }
    }

    [Fact]
    public async Task The_context_arrives_as_it_was()
    {
        var contexts = new[]
        {
            new CallContext(null, Principal.Anonymous, "visit-1"),
            new CallContext(TenantId.New(), Principal.System, "job:2", DateTimeOffset.UtcNow.AddMinutes(1)),
            new CallContext(TenantId.New(), Principal.User(Guid.CreateVersion7(), "staff", "rôle with \"quotes\""), new string('x', 128)),
        };
        foreach (var context in contexts)
        {
            using var span = new System.Diagnostics.Activity("test").Start();
            await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.LookAsync(CancellationToken.None)), context);
        }
    }

    [Fact]
    public async Task The_callers_cancellation_reaches_the_callee_and_comes_back_as_such()
    {
        await ShouldAgreeAsync(async probe =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            return await Outcomes.OfAsync(() => probe.DoAsync(new(Deed.Wait), cancel.Token));
        });
        await ShouldAgreeAsync(probe => Outcomes.OfAsync(() => probe.DoAsync(new(Deed.Succeed), new CancellationToken(canceled: true))));
    }

    [Fact]
    public async Task A_deadline_that_comes_ends_a_call_whose_caller_gives_it_no_token()
    {
        var context = () => new CallContext(null, Principal.System, "test", DateTimeOffset.UtcNow.AddMilliseconds(300));

        var far = await neighbours.FarAsync((probe, _) => Outcomes.OfAsync(() => probe.DoAsync(new(Deed.Wait), CancellationToken.None)), context());
        var near = await neighbours.NearAsync((probe, _) => Outcomes.OfAsync(() => probe.DoAsync(new(Deed.Wait), CancellationToken.None)), context());

        far.ShouldBe(near);
        far.ShouldStartWith("threw a fault of IProbe.DoAsync: TimedOut");
    }

    private async Task ShouldAgreeAsync(Func<IProbe, Task<string>> call, CallContext? context = null)
    {
        var near = await neighbours.NearAsync((probe, _) => call(probe), context);
        (await neighbours.FarAsync((probe, _) => call(probe), context)).ShouldBe(near);
    }
}
