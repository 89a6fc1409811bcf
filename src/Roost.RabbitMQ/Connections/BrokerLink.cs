using RabbitMQ.Client;

namespace Roost.RabbitMQ.Connections;

/// <summary>One connection to the broker, made when it is asked for and made again when it was lost.</summary>
/// <param name="name">What the broker's own tools show.</param>
/// <param name="read">Where it is.</param>
internal sealed class BrokerLink(string name, Func<ConnectionFactory> read) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;
    private volatile bool _isBlocked;

    /// <summary>Whether the broker has said that it takes nothing over it.</summary>
    public bool IsBlocked => _isBlocked;

    public async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { IsOpen: true })
            {
                return _connection;
            }

            var lost = _connection;
            _connection = null;
            _isBlocked = false;
            await (lost?.DisposeAsync() ?? default);
            var connection = await read().CreateConnectionAsync(name, cancellationToken);
            connection.ConnectionBlockedAsync += (_, _) => SetBlockedAsync(true);
            connection.ConnectionUnblockedAsync += (_, _) => SetBlockedAsync(false);
            return _connection = connection;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _gate.Dispose();
    }

    private Task SetBlockedAsync(bool isBlocked)
    {
        _isBlocked = isBlocked;
        return Task.CompletedTask;
    }
}
