using Microsoft.AspNetCore.Http;

namespace Roost.Security.Idempotency;

/// <summary>An answer as it was given, to be given again byte for byte.</summary>
internal sealed record RecordedAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified ? null : Body.Length;
        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
        }

        return Body.Length > 0 ? response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask() : Task.CompletedTask;
    }

    /// <summary>Lets a result write its answer into memory.</summary>
    public static async Task<RecordedAnswer> RenderAsync(object? result, HttpContext context)
    {
        var response = context.Response;
        var body = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await (result as IResult ?? TypedResults.Ok(result)).ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = body;
        }

        return new(response.StatusCode, response.ContentType, response.Headers.Location, response.Headers.ETag, buffer.ToArray());
    }
}
