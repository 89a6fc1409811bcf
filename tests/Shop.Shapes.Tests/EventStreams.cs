using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Shop.Shapes.Tests;

/// <summary>Server-sent events that end with one that says so.</summary>
internal static class EventStreams
{
    /// <returns>All that was told, the last of it under <c>over</c>.</returns>
    public static async Task<IReadOnlyList<(string Event, JsonElement Data)>> ListenAsync(this Person person, string path)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
        using var answer = await person.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        List<(string, JsonElement)> told = [];
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(patience.Token)).EnumerateAsync(patience.Token))
        {
            told.Add((item.EventType, JsonElement.Parse(item.Data)));
            if (item.EventType == "over")
            {
                return told;
            }
        }

        throw new InvalidOperationException($"The stream ended before it was over, after: {string.Join(", ", told)}");
    }
}
