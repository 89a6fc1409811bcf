using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Roost.Faults;
using Roost.Messaging.Events.Transport;
using Roost.Remoting.Contracts.Server;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Takes in the events of other databases: from workers of those databases, and only events that are published there.</summary>
internal sealed class EventReceiver(EventSenders senders, IEventInbox inbox, SealedRequests requests, FaultClassification faults, ILogger<EventReceiver> logger)
{
    private static readonly Error Unreadable = Error.Invalid("events.unreadable", "The event cannot be read. Are the two hosts' versions more than one apart?");
    private static readonly Error Undeclared = Error.Forbidden("events.undeclared", "No module in the sender's database publishes this event.");

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

        if (!senders.MaySend(request.Caller, received.Name))
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
            return WireEvent.Read(request.Body.Span);
        }
        catch (JsonException exception)
        {
            Log.UnreadableEvent(logger, exception, request.Caller, "?");
            return null;
        }
    }
}
