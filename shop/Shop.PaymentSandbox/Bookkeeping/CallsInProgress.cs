namespace Shop.PaymentSandbox.Bookkeeping;

/// <summary>
/// The keys of calls that are still being worked on. Who asks what became of a slow call must not hear "nothing"
/// moments before it charges.
/// </summary>
internal sealed class CallsInProgress
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Calls, TaskCompletionSource Idle)> _keys = [];

    /// <summary>Runs work for a key.</summary>
    public async Task<T> TrackAsync<T>(string key, Func<Task<T>> work)
    {
        lock (_gate)
        {
            _keys[key] = _keys.TryGetValue(key, out var entry)
                ? entry with { Calls = entry.Calls + 1 }
                : (1, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            return await work();
        }
        finally
        {
            Leave(key);
        }
    }

    /// <summary>Completes when no call under the key is in progress.</summary>
    public Task WhenIdleAsync(string key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _keys.TryGetValue(key, out var entry) ? entry.Idle.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            var entry = _keys[key];
            if (entry.Calls > 1)
            {
                _keys[key] = entry with { Calls = entry.Calls - 1 };
                return;
            }

            _keys.Remove(key);
            entry.Idle.SetResult();
        }
    }
}
