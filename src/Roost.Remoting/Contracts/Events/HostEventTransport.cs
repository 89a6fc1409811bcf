using System.Diagnostics;
using System.Text.Json;
using Roost.Messaging.Events.Transport;
using Roost.Operations;
using Roost.Remoting.Contracts.Client;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Events;

/// <summary>Takes events to another database of the topology, by any host that has it: over the internal port, sealed like a call.</summary>
/// <param name="database">The database's name in the topology.</param>
/// <param name="hosts">The hosts to ask.</param>
/// <param name="seal">By which they know this one.</param>
internal sealed class HostEventTransport(string database, ContractHosts hosts, CallSeal seal) : IEventTransport
{
    /// <summary>Where hosts take events in.</summary>
    public const string Path = "/events";

    public string Name => database;

    public async Task SendAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var body = JsonSerializer.SerializeToUtf8Bytes(WireEvent.Of(envelope), WireEventJson.Default.WireEvent);
        var context = new CallContext(envelope.Tenant, Principal.System, Activity.Current?.TraceId.ToHexString() ?? $"{envelope.Id:N}");
        // Once more than necessary does no harm: the other side knows the event by its id.
        var answer = await hosts.SendAsync(hosts.Having(database), Path, host => seal.Seal(context, host, Path, body), body, cancellationToken);
        if (answer.Outcome != ContractOutcome.Done)
        {
            var error = answer.ReadError();
            throw new HttpRequestException($"Database '{database}' did not take event {envelope.Name} {envelope.Id}: {error.Code}, {error.Message}");
        }
    }
}
