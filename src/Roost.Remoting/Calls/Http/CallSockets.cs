using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Calls.Http;

/// <summary>The connections of an HTTP client whose requests are calls.</summary>
internal static class CallSockets
{
    public static SocketsHttpHandler Create(CallSettings settings) => new()
    {
        // A redirected POST becomes a GET, and goes where nobody has decided that it goes.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        // Names change hands.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = settings.Concurrency,
    };
}
