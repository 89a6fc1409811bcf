using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Messaging.Store;
using Roost.Postgres.Connections;

namespace Roost.Messaging.Waking;

/// <summary>
/// Sends one <c>NOTIFY</c> a queue: the first at once, those of the next 4 ms gathered into one. On a connection of its own, behind the commit: a
/// notification inside of a transaction takes a lock of the whole server's at its commit.
/// </summary>
internal sealed class Notifications(DataSources sources, IOptions<MessagingOptions> options, DatabaseTrouble trouble) : BackgroundService
{
    public const string Channel = "roost_jobs";

    // No queue's name has one.
    private const char Separator = '\t';

    // Timers go by a clock that moves every 4 ms on most servers. A wait of 5 ms would be one of 8.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(4);
    private readonly Channel<string> _queues = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    // This host among all, however many there are of one name.
    private readonly string _sender = $"{Guid.CreateVersion7():N}";

    /// <summary>What a notification says to this host; <see langword="null"/> if it comes from itself, whose workers were woken without it.</summary>
    public string? Read(string payload) => payload.Split(Separator) switch
    {
        [var queue, var sender] => sender == _sender ? null : queue,
        _ => payload,
    };

    public void Add(string queue)
    {
        if (options.Value.Notify)
        {
            _queues.Writer.TryWrite(queue);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SendAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // As it should be, whether the host stops in order or is given up before it has started.
        }
    }

    private async Task SendAllAsync(CancellationToken stopping)
    {
        var queues = new HashSet<string>(StringComparer.Ordinal);
        while (options.Value.Notify && await _queues.Reader.WaitToReadAsync(stopping))
        {
            queues.Clear();
            while (_queues.Reader.TryRead(out var queue))
            {
                queues.Add(queue);
            }

            try
            {
                await SendAsync([.. queues], stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // Workers look by themselves, a little later.
                trouble.Report(exception);
            }

            await Task.Delay(Gather, TimeProvider.System, stopping);
        }
    }

    private async Task SendAsync(string[] queues, CancellationToken cancellationToken)
    {
        await using var command = sources.App.CreateCommand($"SELECT pg_notify('{Channel}', told) FROM unnest($1) AS told");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(queues, queue => $"{queue}{Separator}{_sender}") });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
