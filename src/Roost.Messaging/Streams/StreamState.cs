namespace Roost.Messaging.Streams;

/// <summary>What the events of one stream add up to.</summary>
/// <typeparam name="TState">Its type.</typeparam>
/// <param name="Id">Which stream.</param>
/// <param name="Version">How many events it has; 0 if there is none.</param>
/// <param name="State">What they add up to.</param>
public sealed record StreamState<TState>(string Id, long Version, TState State)
    where TState : class, new()
{
    /// <summary>Whether nothing has been appended yet.</summary>
    public bool IsNew => Version == StreamVersion.New;
}
