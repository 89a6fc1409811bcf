using Roost.Messaging.Workers;

namespace Roost.Messaging.Tests.Workers;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 0, 1.5)]
    [InlineData(1, 1, 2.5)]
    [InlineData(5, 0.5, 32)]
    [InlineData(11, 0.5, 2048)]
    [InlineData(12, 1, 3600)]
    [InlineData(100, 0, 2700)]
    [InlineData(int.MaxValue, 1, 3600)]
    public void It_doubles_with_a_jitter_of_a_quarter_up_to_an_hour(int attempt, double chance, double seconds) =>
        Backoff.After(attempt, chance).TotalSeconds.ShouldBe(seconds);
}
