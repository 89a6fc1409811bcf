using Shop.Webhooks.Deliveries;

namespace Shop.Tests.Webhooks;

public sealed class RetryScheduleTests
{
    [Fact]
    public void Twelve_attempts_take_three_days()
    {
        var waits = Enumerable.Range(1, RetrySchedule.Attempts - 1).Select(attempt => RetrySchedule.After(attempt, 0.5)).ToList();

        waits[0].ShouldBe(TimeSpan.FromSeconds(5));
        waits.ShouldBe(waits.Order());
        waits.Distinct().Count().ShouldBe(11);
        TimeSpan.FromTicks(waits.Sum(wait => wait.Ticks)).TotalDays.ShouldBe(3, 0.1);
    }

    [Fact]
    public void Those_that_failed_together_do_not_come_back_together()
    {
        RetrySchedule.After(5, 0).ShouldBe(TimeSpan.FromMinutes(54));
        RetrySchedule.After(5, 1).ShouldBe(TimeSpan.FromMinutes(66));
    }
}
