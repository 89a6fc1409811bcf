namespace Roost.Messaging.Streams;

/// <summary>
/// The streams of one kind: for each id, what has happened to it, in order and for good. What is appended commits with what the present operation writes besides, or
/// not at all. Inject it into endpoints, services and handlers of the module that declares the stream.
/// </summary>
/// <typeparam name="TState">What its events add up to.</typeparam>
/// <remarks>Needs an operation with a tenant, and knows that tenant's streams only.</remarks>
public interface IStreams<TState>
    where TState : class, new()
{
    /// <summary>Adds up the events of one stream, from its snapshot on if there is one.</summary>
    /// <param name="id">Which: 1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The state with its version; version 0 and a new state if nothing was appended yet.</returns>
    Task<StreamState<TState>> LoadAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Appends behind what was loaded, if nobody has appended since. Takes the snapshot if it is time for one.</summary>
    /// <param name="stream">What was loaded, and decided upon.</param>
    /// <param name="events">What has happened, in order; at least one, of types that the stream declares.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What it has become; or a conflict, <c>streams.version_conflict</c>, known at once: then load, decide and append again.</returns>
    Task<Result<StreamState<TState>>> AppendAsync(StreamState<TState> stream, IReadOnlyList<object> events, CancellationToken cancellationToken = default);

    /// <summary>Appends where no state is needed.</summary>
    /// <param name="id">Which: 1 to 200 characters.</param>
    /// <param name="expectedVersion">The version it has, or <see cref="StreamVersion.New"/>, or <see cref="StreamVersion.Any"/>.</param>
    /// <param name="events">What has happened, in order; at least one, of types that the stream declares.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The version it has now; or a conflict, <c>streams.version_conflict</c>.</returns>
    Task<Result<long>> AppendAsync(string id, long expectedVersion, IReadOnlyList<object> events, CancellationToken cancellationToken = default);

    /// <summary>Reads a part of one stream.</summary>
    /// <param name="id">Which.</param>
    /// <param name="after">Behind which version; 0 for the beginning.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<IReadOnlyList<StreamEvent>> ReadAsync(string id, long after = 0, int most = 500, CancellationToken cancellationToken = default);
}
