using Roost.Cli.Testing;

namespace Roost.Cli.Tests.Testing;

public sealed class TestReportTests
{
    private readonly List<(string Name, string Text)> _failures = [];

    [Fact]
    public void Tests_are_counted_by_how_they_ended()
    {
        var report = Read(
            """{"$type":"test-passed","TestUniqueID":"1"}""",
            """{"$type":"test-passed","TestUniqueID":"2"}""",
            """{"$type":"test-skipped","TestUniqueID":"3","Reason":"needs a tape drive"}""",
            """{"$type":"test-not-run","TestUniqueID":"4"}""",
            """{"$type":"test-assembly-finished"}""");

        report.Counts.ShouldBe(new TestCounts(2, 0, 1));
        report.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void A_failure_is_shown_in_full_under_its_name()
    {
        Read(
            """{"$type":"test-starting","TestUniqueID":"1","TestDisplayName":"Shop.Sells"}""",
            """{"$type":"test-failed","TestUniqueID":"1","Messages":["outer","inner"],"StackTraces":["at Shop","at Till"],"Output":"till opened"}""");

        _failures.ShouldBe([("Shop.Sells", "outer\ninner\nat Shop\nat Till\nOutput:\ntill opened")]);
    }

    [Theory]
    [InlineData("""{"$type":"error","Messages":["no memory"]}""")]
    [InlineData("""{"$type":"test-class-cleanup-failure","Messages":["no memory"]}""")]
    public void What_breaks_outside_a_test_is_a_failure(string line) => Read(line).Counts.Failed.ShouldBe(1);

    [Fact]
    public void What_tests_print_themselves_is_passed_over() => Read("hello", "{\"json\": \"of their own\"}").Counts.ShouldBe(default);

    [Fact]
    public void What_a_test_prints_without_a_line_feed_swallows_no_message() =>
        Read("""x{"$type":"test-passed","TestUniqueID":"1"}""").Counts.ShouldBe(new TestCounts(1, 0, 0));

    [Fact]
    public void A_message_torn_by_somebody_elses_output_is_a_failure_that_shows_it()
    {
        var report = Read("""{"$type":"test-passed","TestUnin the middle""", """{"$type":"test-passed","TestUniqueID":"2"}""");

        report.Counts.ShouldBe(new TestCounts(1, 1, 0));
        _failures.ShouldHaveSingleItem().Text.ShouldContain("TestUnin the middle");
    }

    [Fact]
    public void Messages_that_got_lost_are_a_failure()
    {
        var report = Read("""{"$type":"test-passed"}""", """{"$type":"test-assembly-finished","TestsTotal":4,"TestsFailed":1,"TestsSkipped":0,"TestsNotRun":1}""");

        report.Conclude("Shop.Tests", 1, []).ShouldBe(new TestCounts(1, 1, 0));
        _failures.ShouldHaveSingleItem().Text.ShouldStartWith("The test program counts 2 passed, 1 failed, but messages came for 1 passed, 0 failed:");
    }

    [Fact]
    public void A_program_that_fails_without_a_failed_test_has_failed()
    {
        var report = Read("""{"$type":"test-passed"}""", """{"$type":"test-assembly-finished","TestsTotal":1}""");

        report.Conclude("Shop.Tests", 134, ["Aborted"]).ShouldBe(new TestCounts(1, 1, 0));
        _failures.ShouldHaveSingleItem().Text.ShouldEndWith("Aborted");
    }

    [Fact]
    public void A_program_that_ended_early_has_failed()
    {
        Read("""{"$type":"test-passed"}""").Conclude("Shop.Tests", 0, []).ShouldBe(new TestCounts(1, 1, 0));
    }

    [Theory]
    [InlineData(3, 0, 0, "3 passed, 0 failed", true)]
    [InlineData(3, 1, 2, "3 passed, 1 failed, 2 skipped", false)]
    [InlineData(0, 0, 2, "0 passed, 0 failed, 2 skipped", false)]
    public void The_verdict_reads_as_one_line_and_nothing_run_is_no_success(int passed, int failed, int skipped, string line, bool success)
    {
        var counts = new TestCounts(passed, failed, skipped);

        counts.ToString().ShouldBe(line);
        counts.IsSuccess.ShouldBe(success);
    }

    private TestReport Read(params string[] lines)
    {
        var report = new TestReport((name, text) => _failures.Add((name, text)));
        Array.ForEach(lines, report.Read);
        return report;
    }
}
