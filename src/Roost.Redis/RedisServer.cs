using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Roost.Redis;

/// <summary>
/// The server, asked over one connection, which is made with the first question and made again whenever it is lost.
/// </summary>
internal sealed class RedisServer(IOptions<RedisOptions> options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connection;

    /// <summary>What all keys begin with.</summary>
    public string Prefix => options.Value.Prefix;

    /// <summary>What a connection string says, and how this application uses the connection.</summary>
    /// <exception cref="FormatException">It cannot be read. The message does not quote it.</exception>
    public static ConfigurationOptions Read(string text)
    {
        ConfigurationOptions read;
        try
        {
            read = ConfigurationOptions.Parse(text);
        }
        catch (ArgumentException)
        {
            throw new FormatException("there is a key or a value in it that is none.");
        }

        if (read.EndPoints.Count == 0)
        {
            throw new FormatException("it names no server.");
        }

        // A server that is away is looked for again and again, and what is asked meanwhile fails at once.
        read.AbortOnConnectFail = false;
        read.ConnectTimeout = 1000;
        read.ReconnectRetryPolicy = new LinearRetry(500);
        read.KeepAlive = 5;
        return read;
    }

    /// <summary>Asks something.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Ends the waiting; what was asked for may be done nevertheless.</param>
    /// <exception cref="RedisAwayException">No answer came in time, or the server could not give one.</exception>
    public async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await AskNowAsync(ask).WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new RedisAwayException($"No answer within {patience.TotalSeconds:0.#} s", exception);
        }
        catch (SocketException exception)
        {
            throw new RedisAwayException("Its name does not resolve", exception);
        }
        catch (RedisConnectionException exception)
        {
            // Its message is a page of the client's inner state.
            throw new RedisAwayException($"There is no connection ({exception.FailureType})", exception);
        }
        catch (Exception exception) when (exception is RedisException or RedisCommandException or ObjectDisposedException)
        {
            // It said so itself, or the client did, as of a proxy that does not know the command, or while the host ends.
            throw new RedisAwayException(exception.Message, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await ((Task)connection).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (connection.IsCompletedSuccessfully)
            {
                connection.Result.Dispose();
            }
        }
    }

    private async Task<T> AskNowAsync<T>(Func<IDatabase, Task<T>> ask) => await ask((await ConnectAsync()).GetDatabase());

    /// <summary>The connection. A server that is away leaves one that looks for it; what could not even be made, as where a name does not resolve, the next question makes again.</summary>
    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connection = ConnectionMultiplexer.ConnectAsync(Read(options.Value.Connection!));
            }

            return _connection;
        }
    }
}

/// <summary>Redis cannot be reached, or cannot do what it is asked for.</summary>
internal sealed class RedisAwayException(string message, Exception innerException) : Exception(message, innerException);
