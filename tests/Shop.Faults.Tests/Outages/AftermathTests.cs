using System.Diagnostics;

namespace Shop.Faults.Tests.Outages;

/// <summary>The judge of outages is tried itself: a host died at 100 s and was ready again at 108 s, and two customers order.</summary>
public sealed class AftermathTests
{
    private const string Ada = "Ada";
    private const string Ben = "Ben";

    [Fact]
    public void Nothing_is_told_where_all_order_soon()
    {
        var aftermath = After([Order(Ada, 108.1, 108.5), Order(Ben, 109, 110)]);
        aftermath.Breaches().ShouldBeEmpty();
        aftermath.Longest.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Orders_of_one_do_not_stand_for_those_of_another()
    {
        // What was begun before is no new order.
        var aftermath = After([.. Enumerable.Range(109, 10).Select(second => Order(Ada, second, second + 0.5)), Order(Ben, 107, 109)]);
        aftermath.Breaches().ShouldHaveSingleItem().ShouldStartWith("Ben has got no new order after it was ready");
        aftermath.Waiting.ShouldBe([Ben]);
        aftermath.Longest.ShouldBeNull();
    }

    [Fact]
    public void A_first_order_that_comes_late_is_told_of() =>
        After([Order(Ada, 109, 110), Order(Ben, 109, 123.5)]).Breaches().ShouldBe(["Ben has got its first new order 15.5 s after it was ready, and not within 15 s"]);

    [Fact]
    public void An_error_that_comes_late_is_told_of() => After([Order(Ada, 109, 110), Order(Ben, 109, 110)], Told(Ben, "503 call.unavailable", 122, 122, 123.5))
        .Breaches().ShouldBe(["1 times order: 503 call.unavailable more than 15 s after it was ready, at last after 15.5 s"]);

    [Fact]
    public void Whoevers_key_is_held_waits_for_the_end_of_its_lease_and_no_longer_than_others_from_then_on()
    {
        var held = Told(Ben, Heard.InFlight, 99, 119.5, 120);
        var aftermath = After([Order(Ada, 109, 110), Order(Ben, 121, 124)], held);
        aftermath.Breaches().ShouldBeEmpty();
        aftermath.Held.ShouldBe([Ben]);
        aftermath.Longest.ShouldBe(TimeSpan.FromSeconds(4));
        After([Order(Ada, 109, 110), Order(Ben, 121, 135.5)], held)
            .Breaches().ShouldBe(["Ben has got its first new order 15.5 s after its key was last held, which was 12.0 s after it was ready, and not within 15 s"]);
    }

    [Fact]
    public void It_is_over_when_all_have_ordered_and_there_was_no_error_for_a_while()
    {
        var error = Told(Ben, "503 call.unavailable", 109, 109, 110);
        var aftermath = After([Order(Ada, 109, 110), Order(Ben, 111, 112)], error);
        aftermath.IsOverAt(At(113)).ShouldBeFalse();
        aftermath.IsOverAt(At(113.5)).ShouldBeTrue();
        After([Order(Ada, 109, 110)], error).IsOverAt(At(200)).ShouldBeFalse("Ben waits");
        After([Order(Ada, 109, 110)], Told(Ben, Heard.InFlight, 99, 109, 110)).IsOverAt(At(111)).ShouldBeTrue("Ben's key is held");
    }

    [Theory]
    [InlineData(false, Heard.InFlight, 99, 110, "nobody died who holds keys")]
    [InlineData(true, Heard.InFlight, 101, 110, "it was asked for when the victim was dead")]
    [InlineData(true, Heard.InFlight, 99, 120.5, "the lease was over")]
    [InlineData(true, "409 idempotency.superseded", 99, 110, "nobody had taken the order over")]
    public void A_key_in_flight_is_an_error_where_nobody_dead_can_hold_it(bool holdsKeys, string kind, double wanted, double began, string because)
    {
        var aftermath = After([], Told(Ben, kind, wanted, began, 121)) with { Victim = Dead(holdsKeys) };
        aftermath.LastError.ShouldBe(TimeSpan.FromSeconds(13), because);
        aftermath.Held.ShouldBeEmpty(because);
    }

    private static Aftermath After(IReadOnlyCollection<Placed> orders, params IReadOnlyList<Heard> answers) => new(Dead(holdsKeys: true), At(100), At(108), [Ada, Ben], answers, orders);

    private static Victim Dead(bool holdsKeys) => new("somebody", () => Task.CompletedTask, () => Task.CompletedTask) { HoldsKeys = holdsKeys };

    private static Placed Order(string customer, double began, double ended) => new(customer, Guid.CreateVersion7(), IsDeclined: false, At(began), At(ended));

    private static Heard Told(string who, string kind, double wanted, double began, double ended) => new(who, "order", kind, Verdict.Problem, At(wanted), At(began), At(ended));

    private static long At(double second) => (long)(second * Stopwatch.Frequency);
}
