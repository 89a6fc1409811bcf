using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Counts in PostgreSQL, over a few connections of its own: a gateway has no others, and where there are requests must not wait for those that wait for them.</summary>
internal sealed class PostgresCounter : IRateLimitCounter, IAsyncDisposable
{
    /// <summary>How many connections it opens at most.</summary>
    public const int Connections = 4;

    private static readonly TimeSpan ClearingPatience = TimeSpan.FromSeconds(10);
    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _patience;
    private readonly string? _server;

    /// <param name="connectionString">The application role's.</param>
    /// <param name="patience">How long a request waits for being counted.</param>
    public PostgresCounter(string connectionString, TimeSpan patience)
    {
        var settings = SettingsFor(connectionString, patience);
        _patience = patience;
        _server = settings.Host;
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = settings.ApplicationName }.Build();
    }

    /// <summary>How its connections are opened: as the connection string says, but only a few, and given up on soon.</summary>
    /// <remarks>
    /// How long a statement takes is for its caller to say, not for the connection string. One that was given up makes room for the next one soon.
    ///
    /// Nothing is prepared unless it says so. Poolers may not pass that on, and a statement that fails or is cancelled while the driver prepares it fails once more the next time
    /// ("unexpected backend message"), which would look as if the store were away again.
    /// </remarks>
    internal static NpgsqlConnectionStringBuilder SettingsFor(string connectionString, TimeSpan patience) => new(connectionString)
    {
        ApplicationName = "roost-limits",
        MinPoolSize = 0,
        MaxPoolSize = Connections,
        Timeout = (int)Math.Ceiling(patience.TotalSeconds),
        CommandTimeout = 0,
        CancellationTimeout = 500,
        NoResetOnClose = true,
    };

    public Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken) => WithinAsync(
        _patience,
        async token =>
        {
            await using var command = _source.CreateCommand("SELECT granted, remaining, resets_in FROM roost.rate_take($1, $2, $3, $4, $5, $6)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Policy, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = IdOf(key.Caller) });
            command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = key.IsVisitor });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit.Permits });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = limit.Window, NpgsqlDbType = NpgsqlDbType.Interval });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = wanted });
            await using var reader = await command.ExecuteReaderAsync(token);
            await reader.ReadAsync(token);
            return new TakenPermits(reader.GetInt32(0), reader.GetInt32(1), reader.GetTimeSpan(2));
        },
        cancellationToken);

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        while (await WithinAsync(ClearingPatience, ClearSomeAsync, cancellationToken) >= RateLimitSchema.ClearedAtOnce)
        {
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<int> ClearSomeAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT roost.rate_clear()");
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // No request waits longer for being counted, also not for the driver: to end a statement it asks the server over another connection, and waits for that.
    private async Task<T> WithinAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var asked = AskAsync(patience, ask, cancellationToken);
        try
        {
            return await asked.WaitAsync(patience, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The driver does not wrap all that a network or a resolver of names throws, and whatever it is, the store cannot count.
            throw IsLate(exception)
                ? new CounterAwayException($"No answer from {_server} within {patience.TotalMilliseconds:0} ms", exception as TimeoutException ?? new TimeoutException(exception.Message, exception))
                : new CounterAwayException($"{_server}: {exception.GetBaseException().Message}", exception);
        }
        finally
        {
            // Nobody waits for it any more if it comes late, and what it says then is of no interest.
            _ = asked.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static async Task<T> AskAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(patience);
        return await ask(end.Token);
    }

    private static bool IsLate(Exception exception) => exception is TimeoutException or OperationCanceledException or NpgsqlException { InnerException: TimeoutException };

    private static Guid IdOf(UInt128 caller)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, caller);
        return new(bytes, bigEndian: true);
    }
}
