using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Roost.Startup;

namespace Roost.Edge.Endpoints;

/// <summary>No endpoint of a module is served unless somebody decided who may call it.</summary>
internal sealed class AuthorizationDecisionCheck(EdgeEndpoints endpoints) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints.OfModules())
        {
            var metadata = endpoint.Metadata;
            if (metadata.GetMetadata<IAuthorizeData>() is null && metadata.GetMetadata<IAllowAnonymous>() is null
                && metadata.GetMetadata<AuthorizationPolicy>() is null)
            {
                var methods = string.Join(",", metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]);
                faults.Add(new(
                    "RST020",
                    $"{methods} {endpoint.RoutePattern.RawText} does not say who may call it.",
                    $"module {metadata.GetRequiredMetadata<ModuleMetadata>().Module}",
                    "Add .RequireAuthorization(\"policy\") or .AllowAnonymous() to the endpoint or its group."));
            }
        }

        return default;
    }
}
