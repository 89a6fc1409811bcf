namespace Shop.Faults.Tests.Outages;

/// <summary>What is killed.</summary>
/// <param name="Name">Names it.</param>
/// <param name="KillAsync">Kills it (SIGKILL).</param>
/// <param name="ReviveAsync">Starts it again, and returns when it says that it is ready; throws if it never does, which is the end of the test.</param>
internal sealed record Victim(string Name, Func<Task> KillAsync, Func<Task> ReviveAsync)
{
    /// <summary>Whether callers are connected to it, so that their connections break with it.</summary>
    public bool IsEntrance { get; init; }

    /// <summary>Whether keys of orders stay in flight when it dies, since it is the host that serves orders, or has the keys.</summary>
    public bool HoldsKeys { get; init; }

    /// <summary>A circuit breaker that must open, as <c>host: call</c>; <see langword="null"/> where nobody calls it, or so seldom that none has to.</summary>
    public string? Breaker { get; init; }

    public override string ToString() => Name;
}
