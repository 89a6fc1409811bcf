using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.Edge.Errors;

/// <summary>Exception handlers below the level of the host, where ASP.NET Core has none.</summary>
public static class ExceptionHandlers
{
    /// <summary>
    /// Lets a handler decide over exceptions from these endpoints: one endpoint, a group, or a module's all. The handler nearest to
    /// the endpoint is asked first. Register its class as a singleton.
    /// </summary>
    public static TBuilder WithExceptionHandler<TBuilder, THandler>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        where THandler : class, IExceptionHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Conventions of groups run before those of what they hold, so the innermost handler comes last.
        builder.Add(static endpoint => endpoint.Metadata.Add(new ExceptionHandlerMetadata(typeof(THandler))));
        return builder;
    }

    internal static IEnumerable<IExceptionHandler> Of(HttpContext context, Endpoint? endpoint) =>
        (endpoint?.Metadata.GetOrderedMetadata<ExceptionHandlerMetadata>() ?? [])
        .Reverse()
        .Select(metadata => (IExceptionHandler)context.RequestServices.GetRequiredService(metadata.Handler));

    private sealed record ExceptionHandlerMetadata(Type Handler);
}
