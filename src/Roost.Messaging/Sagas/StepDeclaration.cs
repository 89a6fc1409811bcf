namespace Roost.Messaging.Sagas;

/// <summary>What a saga says of one step, besides what it does.</summary>
public sealed class StepDeclaration
{
    internal TimeSpan AttemptTimeout { get; private set; } = TimeSpan.FromSeconds(30);

    internal int MaxAttempts { get; private set; } = 10;

    internal bool IsFinal { get; private set; }

    internal Func<int, TimeSpan>? OwnPause { get; private set; }

    /// <summary>How long one attempt may take: 1 second to 1 hour.</summary>
    /// <value>The default is 30 seconds.</value>
    public StepDeclaration Timeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromHours(1));
        AttemptTimeout = timeout;
        return this;
    }

    /// <summary>How often the step is tried before the saga is undone: 1 to 100. A refusal, which is an error that does not pass, is not tried again.</summary>
    /// <value>The default is 10: the last comes about a quarter of an hour after the first.</value>
    public StepDeclaration Attempts(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempts, 100);
        MaxAttempts = attempts;
        return this;
    }

    /// <summary>How long to wait before the next attempt, instead of 2^attempt seconds, an hour at most. It says so of the step's undoing as well.</summary>
    /// <param name="pause">Says it of the attempts that have failed, from 1: not less than nothing, nor more than a day.</param>
    public StepDeclaration Pause(Func<int, TimeSpan> pause)
    {
        ArgumentNullException.ThrowIfNull(pause);
        OwnPause = attempt => TimeSpan.FromTicks(Math.Clamp(pause(attempt).Ticks, 0, TimeSpan.TicksPerDay));
        return this;
    }

    /// <summary>
    /// From here on the saga only goes forward: the step is tried until it succeeds, and nothing is undone or cancelled any more. If it is refused, or has failed twenty times, the
    /// saga waits for people.
    /// </summary>
    public StepDeclaration MustSucceed()
    {
        IsFinal = true;
        return this;
    }
}
