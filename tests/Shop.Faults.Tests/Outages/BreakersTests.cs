namespace Shop.Faults.Tests.Outages;

/// <summary>What the metrics of hosts tell of circuit breakers is read as it is meant.</summary>
public sealed class BreakersTests
{
    [Fact]
    public void A_host_that_was_killed_counts_from_nothing()
    {
        var before = Read(("office", Counted(opened: 1)), ("money", Counted(opened: 3)));
        var after = Read(("office", Counted(opened: 1)), ("money", Counted(opened: 3)), ("money-workers", Counted(opened: 2)));
        after.OpenedSince(before.Without("office")).OrderBy(breaker => breaker.Key).ShouldBe([new("money-workers: IUsers", 2), new("office: IUsers", 1)]);
        // Its workers are another host.
        Read(("money-workers", Counted(opened: 2))).OpenedSince(after.Without("money")).ShouldBeEmpty();
    }

    [Fact]
    public void A_breaker_that_is_not_closed_is_told_of_and_a_host_that_says_nothing()
    {
        Read(("office", State("closed", 1) + State("open", 0))).Breaches().ShouldBeEmpty();
        Read(("office", State("closed", 0) + State("open", 1))).Breaches().ShouldBe(["the circuit breaker office: IUsers is not closed again"]);
        (Read(("office", State("closed", 1))) with { Silent = ["store"] }).Breaches().ShouldBe(["store does not tell how its circuit breakers are"]);
    }

    private static Breakers Read(params IEnumerable<(string Host, string Metrics)> answers) => Breakers.Read(answers.ToDictionary(answer => answer.Host, answer => answer.Metrics));

    private static string Counted(int opened) => $"roost_calls_breaker_opened_total{{roost_call_name=\"IUsers\"}} {opened}\n";

    private static string State(string state, int count) => $"roost_calls_breakers{{roost_call_name=\"IUsers\",roost_call_breaker_state=\"{state}\"}} {count}\n";
}
