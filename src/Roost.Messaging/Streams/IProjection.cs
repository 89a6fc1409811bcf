namespace Roost.Messaging.Streams;

/// <summary>
/// Makes rows of events, to be asked in other ways than by stream. Inline it runs in the transaction of the append; otherwise behind it, and then its rows
/// and how far it has come commit together. It lives in the scope of one operation of the tenant whose events they are.
/// </summary>
/// <remarks>
/// Each row belongs to a <see cref="ProjectionRun.Generation"/>, which is part of its key: a rebuild writes another beside the one that is read. Readers ask for
/// <c>generation = roost.projection_live('module.projection')</c>. It must not commit the operation.
/// </remarks>
public interface IProjection
{
    /// <summary>Takes in events of one tenant: each once, those of one stream in order.</summary>
    /// <param name="events">The events: those of one append where it is inline, up to some thousands otherwise.</param>
    /// <param name="run">Which generation.</param>
    /// <param name="cancellationToken">Cancelled when its time is up or the host ends.</param>
    /// <remarks>What it throws undoes the append where it is inline; otherwise it is tried again, and nothing behind it is taken in until it succeeds.</remarks>
    Task ProjectAsync(IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken);

    /// <summary>Deletes the tenant's rows of a generation that nobody reads any more. It may be called again.</summary>
    /// <param name="generation">Which.</param>
    /// <param name="cancellationToken">Cancelled when its time is up or the host ends.</param>
    Task ClearAsync(int generation, CancellationToken cancellationToken);
}
