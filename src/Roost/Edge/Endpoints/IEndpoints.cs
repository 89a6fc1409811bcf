using Microsoft.AspNetCore.Routing;

namespace Roost.Edge.Endpoints;

/// <summary>A module's endpoints, as minimal APIs. Paths are relative to the version: <c>/orders</c> is served at <c>/v1/orders</c>.</summary>
/// <remarks>Every endpoint says who may call it: <c>RequireAuthorization</c> or <c>AllowAnonymous</c>, on itself or on a group. One that does not is a start-up fault.</remarks>
public interface IEndpoints
{
    /// <summary>Maps the endpoints. Runs in hosts that serve the module, and in tools that only read them.</summary>
    static abstract void Map(IEndpointRouteBuilder routes);
}
