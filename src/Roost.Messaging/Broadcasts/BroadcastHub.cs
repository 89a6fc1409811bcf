using System.Collections.Frozen;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Roost.Model;
using Roost.Operations;
using Roost.Topology;

namespace Roost.Messaging.Broadcasts;

/// <summary>What this process has to send and to hear. What nobody takes away in time is dropped, the oldest first.</summary>
internal sealed class BroadcastHub : IBroadcastSender
{
    private const int Most = 1000;
    private readonly Guid _self = Guid.CreateVersion7();
    private readonly FrozenDictionary<string, BroadcastFact[]> _heardHere;
    private readonly FrozenSet<Type> _heardAnywhere;
    private readonly Channel<string> _out;
    private readonly Channel<BroadcastMessage> _in;
    private readonly ILogger<BroadcastHub> _logger;

    public BroadcastHub(ApplicationModel model, HostShape shape, ILogger<BroadcastHub> logger)
    {
        _logger = logger;
        var all = model.Facts<BroadcastFact>().ToList();
        _heardAnywhere = all.Select(heard => heard.Fact.BroadcastType).ToFrozenSet();
        _heardHere = all.Where(heard => shape.Activates(heard.Module)).GroupBy(heard => heard.Fact.Name, heard => heard.Fact)
            .ToFrozenDictionary(heard => heard.Key, heard => heard.ToArray(), StringComparer.Ordinal);
        var bounds = new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest };
        _out = Channel.CreateBounded<string>(bounds, _ => Log.BroadcastDropped(logger, "sent"));
        _in = Channel.CreateBounded<BroadcastMessage>(bounds, _ => Log.BroadcastDropped(logger, "heard"));
    }

    /// <summary>Whether any module of this host hears anything.</summary>
    public bool Hears => _heardHere.Count > 0;

    /// <summary>Whether any module of the image does.</summary>
    public bool IsUsed => _heardAnywhere.Count > 0;

    public ChannelReader<string> Out => _out.Reader;

    public ChannelReader<BroadcastMessage> In => _in.Reader;

    public IReadOnlyList<BroadcastFact> HandlersOf(BroadcastMessage message) => _heardHere.GetValueOrDefault(message.Name) ?? [];

    /// <summary>Makes a message, and refuses what cannot be one.</summary>
    public (BroadcastMessage Message, string Text) Create<TBroadcast>(CallContext context, TBroadcast broadcast)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _heardAnywhere.Contains(typeof(TBroadcast))
            ? BroadcastMessage.Create(_self, broadcast, context)
            : throw new InvalidOperationException($"No module of this image hears {typeof(TBroadcast).Name}. Add .Hears<{typeof(TBroadcast).Name}, …>() to those that should.");
    }

    public void Send<TBroadcast>(CallContext context, TBroadcast broadcast)
        where TBroadcast : notnull
    {
        var (message, text) = Create(context, broadcast);
        Send(message, text);
    }

    public void Send(BroadcastMessage message, string text)
    {
        // Here at once, and not by the echo: it is heard here, too, while the others cannot be reached.
        _in.Writer.TryWrite(message);
        _out.Writer.TryWrite(text);
    }

    /// <summary>Takes what came from outside.</summary>
    public void Receive(string text)
    {
        try
        {
            var message = BroadcastMessage.Read(text);
            if (message.Sender != _self)
            {
                _in.Writer.TryWrite(message);
            }
        }
        catch (JsonException exception)
        {
            Log.BroadcastUnreadable(_logger, exception);
        }
    }
}
