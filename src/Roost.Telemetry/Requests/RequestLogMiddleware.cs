using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Operations;
using Roost.Telemetry.Endpoints;

namespace Roost.Telemetry.Requests;

/// <summary>
/// One line a request, when it is over. It stands outside of everything that can fail, so that it sees the answer that the client
/// gets; and has loggers named after modules, so that the levels of the <c>Logging</c> section hold for a module's requests too.
/// </summary>
/// <remarks>
/// Information below 400; Error from 500; Warning between, but for what happens in normal use and can be brought about by anyone in any
/// number: 401 (no token, or one that has expired), 404 (no such thing), 499 (the client hung up). A dependency that is away is a warning,
/// too, with its cause: the line that says that it went is the one to wake somebody by, and not each request that it fails meanwhile.
/// </remarks>
internal sealed class RequestLogMiddleware(RequestDelegate next, RequestLogs which, ILoggerFactory loggers)
{
    private const string Category = "Roost.Requests";
    private static readonly EventId Id = new(3020, "Request");
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private readonly ILogger _outside = loggers.CreateLogger(Category);

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var counter = which == RequestLogs.All ? CountingBody.Put(context.Features) : null;
        try
        {
            await next(context);
        }
        catch
        {
            Write(context, StatusCodes.Status500InternalServerError, started, counter);
            throw;
        }

        Write(context, context.Response.StatusCode, started, counter);
    }

    private static LogLevel LevelOf(int status, UnservedRequest? unserved) => status switch
    {
        >= 500 when unserved is not null => LogLevel.Warning,
        >= 500 => LogLevel.Error,
        StatusCodes.Status401Unauthorized or StatusCodes.Status404NotFound or StatusCodes.Status499ClientClosedRequest => LogLevel.Information,
        >= 400 => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private void Write(HttpContext context, int status, long started, CountingBody? counter)
    {
        var unserved = status >= StatusCodes.Status500InternalServerError ? context.Features.Get<UnservedRequest>() : null;
        var level = LevelOf(status, unserved);
        if (which == RequestLogs.Failures && level == LogLevel.Information)
        {
            return;
        }

        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<OperationsMetadata>() is not null)
        {
            return;
        }

        var module = endpoint?.Metadata.GetMetadata<ModuleMetadata>()?.Module;
        var logger = module is null ? _outside : _loggers.GetOrAdd(module, static (name, factory) => factory.CreateLogger($"{Category}.{name}"), loggers);
        if (logger.IsEnabled(level))
        {
            var operation = context.RequestServices.GetRequiredService<Operation>();
            logger.Log(
                level,
                Id,
                new RequestLine(
                    context.Request.Method,
                    (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)",
                    endpoint is null ? UnknownPath.Describe(context.Request.Path.Value) : null,
                    status,
                    Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                    counter?.Bytes,
                    module,
                    operation.HasContext ? operation.Context : null,
                    unserved),
                null,
                RequestLine.Render);
        }
    }
}
