using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.ObjectPool;

namespace Roost.Edge.Deadlines;

/// <summary>Cancels one request after the other: when its time is up, or when its client has gone.</summary>
internal sealed class RequestClock : IHttpRequestTimeoutFeature, IResettable, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _hangup;

    public CancellationToken RequestTimeoutToken => _source.Token;

    public void DisableTimeout() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Start(TimeSpan timeout, CancellationToken hangup)
    {
        _hangup = hangup.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _source.CancelAfter(timeout);
    }

    /// <summary>Ends one request's time. Behind it the token is not cancelled on account of that request any more.</summary>
    public ValueTask StopAsync() => _hangup.DisposeAsync();

    /// <summary>Forgets whoever listens still, and says whether it was never cancelled, so that it can serve another request.</summary>
    public bool TryReset() => _source.TryReset();

    public void Dispose() => _source.Dispose();
}
