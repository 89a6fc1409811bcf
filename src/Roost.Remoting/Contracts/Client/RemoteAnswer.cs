using System.Text.Json;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Client;

/// <summary>What another host has answered.</summary>
internal sealed record RemoteAnswer(string Outcome, byte[] Body)
{
    public static async Task<RemoteAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var outcome = response.Headers.TryGetValues(ContractOutcome.Header, out var values) ? values.First() : null;
        return outcome is null
            // Somebody in between, or no host of ours at all.
            ? throw new HttpRequestException($"It was answered with {(int)response.StatusCode}, and not by a host of the topology.", null, response.StatusCode)
            : new(outcome, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    public Error ReadError() => JsonSerializer.Deserialize(Body, WireJson.Default.WireError)!.ToError();
}
