using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Shop.Shapes.Tests.Webhooks;

/// <summary>A merchant's own system: it keeps what it gets, and answers with one status after the other, and with the last one from then on.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly ConcurrentQueue<Message> _messages = new();
    private readonly WebApplication _application;
    private readonly int[] _statuses;

    private Listener(int[] statuses)
    {
        _statuses = statuses is [] ? [204] : statuses;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public string Address => $"{_application.Urls.First()}/shop";

    public IReadOnlyList<Message> Messages => [.. _messages];

    public static async Task<Listener> StartAsync(params int[] statuses)
    {
        var listener = new Listener(statuses);
        await listener._application.StartAsync();
        return listener;
    }

    /// <summary>Waits for so many messages.</summary>
    public Task<IReadOnlyList<Message>> SeeAsync(int count) => Eventually.SeeAsync(() => Task.FromResult(Messages), messages => messages.Count >= count);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = _statuses[Math.Min(_messages.Count, _statuses.Length - 1)];
        _messages.Enqueue(new(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
    }
}
