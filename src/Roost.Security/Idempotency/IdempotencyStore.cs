using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Roost.Postgres.Connections;

namespace Roost.Security.Idempotency;

/// <summary>
/// Tells which requests are in flight, and what was answered to those that are done. In flight is what holds an advisory lock, so a host that
/// dies lets go of its requests by itself. All locks of this process are held by one connection.
/// </summary>
internal sealed class IdempotencyStore(DataSources sources) : IAsyncDisposable
{
    // Found by the primary key.
    private const string Enter =
        """
        SELECT pg_try_advisory_lock($1),
               k.fingerprint, k.status, k.content_type, k.location, k.etag, k.body
        FROM (VALUES (1)) AS one
        LEFT JOIN roost.idempotency_key k ON k.tenant_id = $2 AND k.principal = $3 AND k.key = $4 AND k.expires_at > now()
        """;

    private readonly ConcurrentDictionary<long, byte> _held = new();
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;

    /// <summary>Tries to enter; <see langword="null"/> if the same request is in flight, here or in another host.</summary>
    public async Task<IdempotencyEntry?> TryEnterAsync(KeyedRequest request, CancellationToken cancellationToken)
    {
        if (!_held.TryAdd(request.LockId, 0))
        {
            return null;
        }

        var entered = false;
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                // Not cancelled once sent: a lock that was granted to nobody would be held for as long as the connection lives.
                var entry = await EnterAsync(request);
                entered = entry is not null;
                return entry;
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            if (!entered)
            {
                _held.TryRemove(request.LockId, out _);
            }
        }
    }

    /// <summary>Lets others in.</summary>
    public async Task LeaveAsync(KeyedRequest request)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            if (_connection is { State: System.Data.ConnectionState.Open })
            {
                await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", _connection);
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = request.LockId });
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (NpgsqlException)
        {
            // The lock went with the connection; the next request opens another.
            await CloseAsync();
        }
        finally
        {
            _held.TryRemove(request.LockId, out _);
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<IdempotencyEntry?> EnterAsync(KeyedRequest request)
    {
        try
        {
            if (_connection is null)
            {
                var connection = sources.System.CreateConnection();
                await connection.OpenAsync(CancellationToken.None);
                _connection = connection;
            }

            await using var command = new NpgsqlCommand(Enter, _connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = request.LockId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.Tenant });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.Principal });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = request.Key, NpgsqlDbType = NpgsqlDbType.Text });
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            await reader.ReadAsync(CancellationToken.None);
            return reader.GetBoolean(0) ? Read(reader) : null;
        }
        catch (NpgsqlException)
        {
            await CloseAsync();
            throw;
        }
    }

    private static IdempotencyEntry Read(NpgsqlDataReader reader)
    {
        var fingerprint = reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1);
        var answer = reader.IsDBNull(2)
            ? null
            : new RecordedAnswer(reader.GetInt32(2), Text(reader, 3), Text(reader, 4), Text(reader, 5), reader.GetFieldValue<byte[]>(6));
        return new(fingerprint, answer);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private async ValueTask CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
