using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace Roost.Security.RateLimits.Shared;

/// <summary>Counts in PostgreSQL, over a few connections of its own: a gateway has no others, and where there are requests must not wait for those that wait for them.</summary>
internal sealed class PostgresCounter : IRateLimitCounter, IAsyncDisposable
{
    private const int Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private readonly NpgsqlDataSource _source;

    /// <param name="connectionString">The application role's.</param>
    public PostgresCounter(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "roost-limits",
            MaxPoolSize = Connections,
            Timeout = 1,
            MaxAutoPrepare = 4,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = settings.ApplicationName }.Build();
    }

    public Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken) => WithinPatienceAsync(
        async token =>
        {
            await using var command = _source.CreateCommand("SELECT granted, remaining, resets_in FROM roost.rate_take($1, $2, $3, $4, $5)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Policy, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = IdOf(key.Caller) });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit.Permits });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = limit.Window, NpgsqlDbType = NpgsqlDbType.Interval });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = wanted });
            await using var reader = await command.ExecuteReaderAsync(token);
            await reader.ReadAsync(token);
            return new TakenPermits(reader.GetInt32(0), reader.GetInt32(1), reader.GetTimeSpan(2));
        },
        cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => WithinPatienceAsync(
        async token =>
        {
            await using var command = _source.CreateCommand("SELECT roost.rate_clear()");
            return await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<T> WithinPatienceAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        // No request waits longer for being counted.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await ask(patience.Token);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CounterAwayException(exception is OperationCanceledException ? $"No answer within {Patience.TotalMilliseconds:0} ms" : exception.GetBaseException().Message, exception);
        }
    }

    private static Guid IdOf(UInt128 caller)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, caller);
        return new(bytes, bigEndian: true);
    }
}
