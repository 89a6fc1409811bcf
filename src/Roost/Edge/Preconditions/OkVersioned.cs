using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Roost.Edge.Preconditions;

/// <summary>200 with an ETag, or 304 without a body if the client has that version already (RFC 9110 section 13.1.2).</summary>
public sealed class OkVersioned<T> : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult, IValueHttpResult<T>
{
    internal OkVersioned(T value, long version)
    {
        Value = value;
        Version = version;
    }

    /// <summary>What is answered.</summary>
    public T Value { get; }

    /// <summary>Its version.</summary>
    public long Version { get; }

    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    object? IValueHttpResult.Value => Value;

    T? IValueHttpResult<T>.Value => Value;

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var tag = EntityTag.Of(Version);
        httpContext.Response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && httpContext.Request.Headers.IfNoneMatch is { Count: > 0 } known
            && known.Any(value => value is not null && (value == "*" || value.Split(',').Any(one => Weakly(one) == tag))))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return TypedResults.Ok(Value).ExecuteAsync(httpContext);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
    }

    private static string Weakly(string tag) => tag.Trim() is ['W', '/', .. var strong] ? strong : tag.Trim();
}
