using System.Collections.Concurrent;

namespace Shop.Faults.Tests.Outages;

/// <summary>What all callers have heard.</summary>
internal sealed class Notebook
{
    private readonly ConcurrentQueue<Heard> _heard = new();

    public void Write(Heard heard) => _heard.Enqueue(heard);

    /// <summary>What was heard from a moment on.</summary>
    public IReadOnlyList<Heard> Since(long timestamp) => [.. _heard.Where(heard => heard.Ended >= timestamp)];
}
