using System.Collections.Concurrent;

namespace Shop.Faults.Tests.Outages;

/// <summary>What all callers have heard.</summary>
internal sealed class Notebook
{
    private readonly ConcurrentQueue<Heard> _heard = new();
    private int _taken;

    public void Write(Heard heard) => _heard.Enqueue(heard);

    /// <summary>What was heard from a moment on.</summary>
    public IReadOnlyList<Heard> Since(long timestamp) => [.. _heard.Where(heard => heard.Ended >= timestamp)];

    /// <summary>What was written since this was called last, so that each answer is judged once and none is left out. For one who judges.</summary>
    public IReadOnlyList<Heard> Take()
    {
        IReadOnlyList<Heard> taken = [.. _heard.Skip(_taken)];
        _taken += taken.Count;
        return taken;
    }
}
