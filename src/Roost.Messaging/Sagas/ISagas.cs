namespace Roost.Messaging.Sagas;

/// <summary>
/// Starts sagas and tells them what has happened, together with what the present operation writes: if it commits, they hear of it; if not, they never do. A saga is
/// known by the type of its state, and an instance by its key, within the tenant.
/// </summary>
public interface ISagas
{
    /// <summary>
    /// Starts an instance, under the highest version that the image has. It is written right before the operation commits, all of the operation with one statement; a worker goes on
    /// with it. While one with that key is under way, and for as long as keys are kept after it, none is started.
    /// </summary>
    /// <param name="key">What the instance is about, such as an order's id: 1 to 200 characters.</param>
    /// <param name="state">What it knows from the beginning.</param>
    /// <param name="after">How long its first step waits, from the commit on; by default not at all.</param>
    /// <exception cref="InvalidOperationException">No module declares such a saga, or the operation belongs to no tenant.</exception>
    /// <exception cref="ArgumentException">The state is larger than <see cref="MessagingOptions.MaxPayloadBytes"/>.</exception>
    void Start<TState>(string key, TState state, TimeSpan? after = null)
        where TState : class;

    /// <summary>Sends an instance a signal. One that is there before anybody waits for it, or before the instance has started, is used when it is waited for; one that comes when the instance is over is late, and nobody hears it.</summary>
    /// <param name="key">The instance's key.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="id">Names it: the same signal again is not heard twice. By default each is another.</param>
    void Signal<TState>(string key, object signal, Guid? id = null)
        where TState : class;

    /// <summary>Asks for an instance to be undone: after the step that runs, and unless it is at, or behind, a step that must succeed.</summary>
    /// <param name="key">The instance's key.</param>
    void Cancel<TState>(string key)
        where TState : class;
}
