using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Topologies;

namespace Shop.Faults.Tests.Stages;

/// <summary>With what a host begins a life.</summary>
/// <param name="Program">Its assembly.</param>
/// <param name="Server">The database server's port.</param>
/// <param name="Provider">Where the payment provider is.</param>
/// <param name="Settings">How it is to be.</param>
internal sealed record Birth(string Program, int Server, Uri Provider, IReadOnlyDictionary<string, string?> Settings)
{
    /// <summary>Whether each request to the provider has a key of its own, also one that is repeated.</summary>
    public bool RenewsKeys { get; init; }

    /// <summary>Whether it works on jobs.</summary>
    public bool IsWorker { get; init; } = true;

    /// <summary>Makes the hosts around it, if there are any.</summary>
    public Func<Script, IFate, Neighbours?> Around { get; init; } = static (_, _) => null;

    /// <summary>Is told when it was killed.</summary>
    public Func<Task> Died { get; init; } = static () => Task.CompletedTask;
}
