using Roost.Messaging.Workers;

namespace Roost.Messaging.Tests.Workers;

public sealed class LookPaceTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Quick_looks_may_take_a_third_of_the_time()
    {
        var pace = After(Quick, 50);

        (pace.Pause / Quick).ShouldBe(2, tolerance: 0.1);
    }

    [Fact]
    public void Looks_that_stay_slow_take_a_twentieth()
    {
        var pace = After(Slow, 80);

        (pace.Pause / Slow).ShouldBe(20, tolerance: 0.5);
    }

    [Fact]
    public void One_slow_look_does_not_keep_the_next_away()
    {
        var pace = After(Quick, 50);

        pace.Took(Slow);

        pace.Pause.ShouldBeLessThan(4 * Quick);
    }

    [Fact]
    public void Looks_that_are_quick_again_are_soon_made_as_often_as_before()
    {
        var pace = After(Slow, 80);

        for (var look = 0; look < 10; look++)
        {
            pace.Took(Quick);
        }

        pace.Pause.ShouldBeLessThan(4 * Quick);
    }

    private static LookPace After(TimeSpan look, int times)
    {
        var pace = new LookPace();
        for (var n = 0; n < times; n++)
        {
            pace.Took(look);
        }

        return pace;
    }
}
