using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Roost.Edge.Errors;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;
using Roost.Operations;

namespace Roost.Messaging.Monitoring;

/// <summary>
/// Follows a job as server-sent events (WHATWG HTML, section 9.2): <c>status</c> whenever something has changed, <c>over</c> when nothing will any more. It ends with
/// the job, with the client's patience, when the host stops, and after a while: whoever then comes again is asked anew who it is. Written here and not by
/// <c>TypedResults.ServerSentEvents</c>, which has no comments to keep a silent line open with.
/// </summary>
internal sealed class JobStream(JobStatus job, IJobMonitor jobs) : IResult
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var streams = httpContext.RequestServices.GetRequiredService<JobStreams>();
        var tenant = httpContext.RequestServices.GetRequiredService<Operation>().Context.Tenant;
        if (streams.Enter(tenant) is { } refusal)
        {
            await Problems.WriteAsync(httpContext, refusal);
            return;
        }

        try
        {
            await FollowAsync(httpContext);
        }
        finally
        {
            streams.Leave(tenant);
        }
    }

    private async Task FollowAsync(HttpContext context)
    {
        // A request's usual time is for answers, and this one goes on.
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";

        var services = context.RequestServices;
        var time = services.GetRequiredService<TimeProvider>();
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var begun = time.GetTimestamp();
        var spoke = begun;
        string? last = null;
        try
        {
            for (JobStatus? now = job; now is not null && time.GetElapsedTime(begun) < Longest; now = await LookAgainAsync(now, services, time, end.Token))
            {
                var text = JsonSerializer.Serialize(JobResponse.From(now), json);
                var isSilent = text == last;
                if (!isSilent || time.GetElapsedTime(spoke) >= Silence)
                {
                    await context.Response.WriteAsync(isSilent ? ":\n\n" : $"event: {(now.IsOver ? "over" : "status")}\ndata: {text}\n\n", end.Token);
                    await context.Response.Body.FlushAsync(end.Token);
                    (last, spoke) = (text, time.GetTimestamp());
                }

                if (now.IsOver)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // The host stops, and the client goes on with another.
        }
    }

    /// <summary>What is known a moment later: each look is a read of its own, and keeps no transaction open.</summary>
    private async Task<JobStatus?> LookAgainAsync(JobStatus known, IServiceProvider services, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(Between, time, cancellationToken);
        var trouble = services.GetRequiredService<DatabaseTrouble>();
        try
        {
            return await jobs.FindAsync(job.Id, cancellationToken);
        }
        catch (Exception exception) when (trouble.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            // It has begun to answer, and the database will be back.
            trouble.Report(exception);
            return known;
        }
    }
}
