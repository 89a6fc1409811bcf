using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Roost.Edge;
using Roost.Edge.Endpoints;
using Roost.Topology;

namespace Roost.Gateway.TestHost;

/// <summary>What came in, as it came.</summary>
public sealed record Seen(string Host, string? Client, string Scheme, Dictionary<string, string> Headers);

public sealed record Words(string Text);

internal sealed class EchoEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var echo = routes.MapGroup("/echo").AllowAnonymous();
        echo.MapGet("/{id:int}", (int id, Counter counter) => TypedResults.Ok(new Words($"{id}")));
        echo.MapGet("/", (HttpContext http, HostShape shape) => TypedResults.Ok(new Seen(
            shape.Name, http.Connection.RemoteIpAddress?.ToString(), http.Request.Scheme, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()))));
        echo.MapPost("/", (Words words) => TypedResults.Ok(words));
        // Counted before it dies, so that another host can say whether it was asked as well.
        echo.MapPost("/die", (Counter counter) =>
        {
            counter.Next();
            Environment.FailFast("Asked to.");
        });
        echo.MapGet("/count", (Counter counter) => TypedResults.Ok(counter.Count));
        echo.MapGet("/wait", (CancellationToken stop) => Task.Delay(Timeout.Infinite, stop));
        echo.MapGet("/stream", (CancellationToken stop) => TypedResults.ServerSentEvents(TickAsync(stop)));
        echo.MapGet("/socket", ReflectAsync);
        routes.MapGet("/closed", () => TypedResults.Ok()).RequireAuthorization();
    }

    private static async IAsyncEnumerable<SseItem<string>> TickAsync([EnumeratorCancellation] CancellationToken stop)
    {
        yield return new("first");
        await Task.Delay(Timeout.Infinite, stop);
    }

    private static async Task ReflectAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
        {
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, http.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }
}
