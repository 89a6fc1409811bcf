using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Faults;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.Model;
using Roost.Remoting.Contracts.Server;
using Roost.Remoting.Contracts.Wire;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Takes in the events of other databases: from workers of those databases, and only events that are published there.</summary>
internal sealed class EventReceiver(ApplicationModel model, TopologyModel topology, IEventInbox inbox, SealedRequests requests, FaultClassification faults, ILogger<EventReceiver> logger)
{
    private static readonly Error Unreadable = Error.Invalid("events.unreadable", "The event cannot be read. Are the two hosts' versions more than one apart?");
    private static readonly Error Undeclared = Error.Forbidden("events.undeclared", "No module in the sender's database publishes this event.");
    private readonly FrozenDictionary<string, string> _databases = model.Facts<EventFact>().DistinctBy(published => published.Fact.Name)
        .ToFrozenDictionary(published => published.Fact.Name, published => topology.DatabaseOf(published.Module), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _hosts = topology.Hosts.Where(host => host.Is(HostRoles.Worker)).ToFrozenDictionary(host => host.Name, host => host.Database, StringComparer.Ordinal);

    public async Task AnswerAsync(HttpContext http)
    {
        if (await requests.OpenAsync(http) is not { } request)
        {
            return;
        }

        if (Read(request) is not { } received)
        {
            await SealedAnswers.RejectAsync(http, Unreadable);
            return;
        }

        if (!_hosts.TryGetValue(request.Caller, out var sender) || _databases.GetValueOrDefault(received.Name) != sender)
        {
            Log.UndeclaredEvent(logger, request.Caller, received.Name);
            await SealedAnswers.RejectAsync(http, Undeclared);
            return;
        }

        try
        {
            await inbox.ReceiveAsync(received.ToEnvelope(), http.RequestAborted);
        }
        catch (JsonException exception)
        {
            Log.UnreadableEvent(logger, exception, request.Caller, received.Name);
            await SealedAnswers.RejectAsync(http, Unreadable);
            return;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            Log.EventNotReceived(logger, request.Caller, received.Name, exception.GetBaseException().Message);
            await SealedAnswers.FaultAsync(http, faults.Fault(exception));
            return;
        }

        http.Response.Headers[ContractOutcome.Header] = ContractOutcome.Done;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private WireEvent? Read(SealedRequest request)
    {
        try
        {
            return JsonSerializer.Deserialize(request.Body.Span, WireEventJson.Default.WireEvent) is { Name: not null, Origin: not null, Payload: not null } read && read.Id != default ? read : null;
        }
        catch (JsonException exception)
        {
            Log.UnreadableEvent(logger, exception, request.Caller, "?");
            return null;
        }
    }
}
