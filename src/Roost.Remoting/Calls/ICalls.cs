namespace Roost.Remoting.Calls;

/// <summary>
/// Calls to third parties, under the names that modules declare them with. What is not HTTP, or needs rules of its own, goes through
/// <see cref="RunAsync"/>; an HTTP client that was added with <c>services.AddCallClient</c> goes the same way by itself. Belongs to one operation, and knows its deadline.
/// </summary>
public interface ICalls
{
    /// <summary>An HTTP client whose requests are calls; a class that is added with it gets one in its constructor.</summary>
    /// <param name="name">The name of the call, which is the client's as well.</param>
    HttpClient CreateClient(string name);

    /// <summary>Makes a call.</summary>
    /// <typeparam name="T">What it brings.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="call">Makes one attempt. It ends when its token is cancelled: nobody can end it otherwise.</param>
    /// <param name="rules">What its outcomes mean; without any, an exception is a failure, and nothing is tried again.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="CallRefusedException">Nothing was sent, or nothing more.</exception>
    /// <exception cref="CallTimedOutException">It took longer than allowed. What was sent may have been heard.</exception>
    Task<T> RunAsync<T>(string name, Func<CancellationToken, Task<T>> call, CallRules<T>? rules = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a caller who repeats by rules of its own may do so once more: the circuit breaker lets calls through, and the budget of repetitions is not used up, from
    /// which one is then taken. Call it right before each repetition.
    /// </summary>
    /// <param name="name">The name of the call.</param>
    bool TryRepeat(string name);
}
