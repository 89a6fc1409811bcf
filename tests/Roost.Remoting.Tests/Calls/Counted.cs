namespace Roost.Remoting.Tests.Calls;

/// <summary>A number that goes up and down, and that a test can wait for.</summary>
internal sealed class Counted
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Now { get; private set; }

    /// <summary>The highest that it ever was.</summary>
    public int Peak { get; private set; }

    public void Add(int by)
    {
        lock (_gate)
        {
            Now += by;
            Peak = Math.Max(Peak, Now);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when it is so high.</summary>
    public Task ReachAsync(int number) => WaitAsync(now => now >= number);

    /// <summary>Completes when it is so low.</summary>
    public Task FallAsync(int number) => WaitAsync(now => now <= number);

    private async Task WaitAsync(Func<int, bool> isIt)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isIt(Now))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Partner.Patience);
        }
    }
}
