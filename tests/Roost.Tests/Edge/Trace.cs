using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.Tests.Edge;

/// <summary>The way of a request, as those who stood along it saw it.</summary>
internal sealed class Trace
{
    private readonly ConcurrentQueue<string> _steps = new();

    public IReadOnlyList<string> Steps => [.. _steps];

    public void Add(string step) => _steps.Enqueue(step);
}

internal static class TraceConventions
{
    public static TBuilder Traced<TBuilder>(this TBuilder builder, string level)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.AddEndpointFilter<TBuilder>(async (context, next) =>
        {
            context.HttpContext.RequestServices.GetRequiredService<Trace>().Add($"filter:{level}");
            return await next(context);
        });
        return builder;
    }

    private static TBuilder AddEndpointFilter<TBuilder>(this TBuilder builder, Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> filter)
        where TBuilder : IEndpointConventionBuilder => EndpointFilterExtensions.AddEndpointFilter(builder, filter);
}
