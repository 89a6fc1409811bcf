using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Roost.Remoting.Tests.Calls;

/// <summary>A third party: a real HTTP server on this machine that keeps what it hears, and answers as it is told.</summary>
internal sealed class Partner : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<HeardRequest> _heard = new();
    private readonly Counted _requests = new();
    private readonly Counted _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _application;

    private Partner()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => async connection =>
        {
            _connections.Add(1);
            await next(connection);
            _connections.Add(-1);
        })));
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    public Uri Address => new(_application.Urls.First());

    /// <summary>What it has heard.</summary>
    public IReadOnlyList<HeardRequest> Heard => [.. _heard];

    /// <summary>How many connections there are, and were at most.</summary>
    public Counted Connections => _connections;

    /// <summary>How it answers, by how many requests it has heard so far.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public static async Task<Partner> StartAsync()
    {
        var partner = new Partner();
        await partner._application.StartAsync();
        return partner;
    }

    /// <summary>Answers with one status after the other, and stays with the last.</summary>
    public void AnswerWith(params int[] statuses) => Answer = (count, context) =>
    {
        context.Response.StatusCode = statuses[Math.Min(count, statuses.Length) - 1];
        return Task.CompletedTask;
    };

    /// <summary>Says nothing, until the client gives up.</summary>
    public void BeSilent() => Answer = SilenceAsync;

    /// <summary>Answers nobody until the source is set.</summary>
    public TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer = (_, context) => held.Task.WaitAsync(context.RequestAborted);
        return held;
    }

    /// <summary>Completes when it has heard so many requests.</summary>
    public Task HeardAsync(int requests) => _requests.ReachAsync(requests);

    /// <summary>Goes away, and leaves nobody at its address.</summary>
    public async Task StopAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await StopAsync();
        await _application.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SilenceAsync(int count, HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        context.Abort();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        _heard.Enqueue(new(context.Request.Method, context.Request.Headers["Idempotency-Key"].ToString(), body, DateTimeOffset.UtcNow));
        var count = _heard.Count;
        _requests.Add(1);
        await Answer(count, context);
    }
}
