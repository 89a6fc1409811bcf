using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Tests.Traces;

/// <summary>Takes OTLP over HTTP with protobuf bodies, and keeps what it gets.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _gate = new();
    private readonly List<Span> _spans = [];
    private readonly List<string> _metrics = [];
    private TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication application) => _application = application;

    public string Address => _application.Urls.First();

    public IReadOnlyList<Span> Spans
    {
        get
        {
            lock (_gate)
            {
                return [.. _spans];
            }
        }
    }

    public IReadOnlyList<string> Metrics
    {
        get
        {
            lock (_gate)
            {
                return [.. _metrics];
            }
        }
    }

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var collector = new Collector(application);
        application.MapPost("/v1/traces", request => collector.TakeAsync(request, body => collector._spans.AddRange(Span.ReadAll(body))));
        application.MapPost("/v1/metrics", request => collector.TakeAsync(request, body => collector._metrics.AddRange(Span.ReadMetricNames(body))));
        await application.StartAsync();
        return collector;
    }

    public async Task UntilAsync(Func<bool> isDone)
    {
        while (true)
        {
            Task received;
            lock (_gate)
            {
                received = _received.Task;
            }

            if (isDone())
            {
                return;
            }

            await received.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task TakeAsync(HttpContext context, Action<byte[]> take)
    {
        context.Request.ContentType.ShouldBe("application/x-protobuf");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        lock (_gate)
        {
            take(body.ToArray());
            _received.SetResult();
            _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
