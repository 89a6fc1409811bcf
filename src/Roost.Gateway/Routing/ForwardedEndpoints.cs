using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Roost.Edge.Endpoints;
using Roost.Model;
using Yarp.ReverseProxy.Model;

namespace Roost.Gateway.Routing;

/// <summary>The endpoints of all modules, each under the name of its route.</summary>
internal sealed class ForwardedEndpoints(EndpointCatalogue catalogue, ApplicationModel model)
{
    private readonly Lazy<FrozenDictionary<string, ForwardedEndpoint>> _all = new(() =>
    {
        var modules = model.Modules.ToDictionary(module => module.Name, StringComparer.Ordinal);
        return catalogue.Endpoints
            .Select(endpoint => (Endpoint: endpoint, Module: endpoint.Metadata.GetRequiredMetadata<ModuleMetadata>().Module))
            .Select((endpoint, i) => new ForwardedEndpoint(string.Create(CultureInfo.InvariantCulture, $"{endpoint.Module}-{i + 1}"), endpoint.Endpoint, modules[endpoint.Module]))
            .ToFrozenDictionary(endpoint => endpoint.Route, StringComparer.Ordinal);
    });

    public IEnumerable<ForwardedEndpoint> All => _all.Value.Values.OrderBy(endpoint => endpoint.Route, StringComparer.Ordinal);

    /// <summary>Gives a route what the edge acts upon: whether anybody may ask, how often, how much of what, and how long it may take.</summary>
    public void Describe(EndpointBuilder builder)
    {
        if (builder.Metadata.OfType<RouteModel>().FirstOrDefault() is not { } route || !_all.Value.TryGetValue(route.Config.RouteId, out var forwarded))
        {
            return;
        }

        builder.Metadata.Add(new ForwardedMetadata());
        if (forwarded.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            // Who somebody is is seen here. What they may do is seen behind, where other things are looked at before.
            builder.Metadata.Add(new AuthorizeAttribute());
        }

        foreach (var metadata in forwarded.Endpoint.Metadata.Where(ConcernsEdge))
        {
            builder.Metadata.Add(metadata);
        }
    }

    private static bool ConcernsEdge(object metadata) => metadata
        is IEdgeMetadata
        or IAllowAnonymous
        or IAcceptsMetadata
        or RequestTimeoutAttribute or RequestTimeoutPolicy or DisableRequestTimeoutAttribute
        or IRequestSizeLimitMetadata;
}

/// <summary>An endpoint that another host serves.</summary>
/// <param name="Route">The name of its route.</param>
/// <param name="Endpoint">The endpoint, as the application model has it.</param>
/// <param name="Module">Its module.</param>
internal sealed record ForwardedEndpoint(string Route, RouteEndpoint Endpoint, ModuleModel Module);
