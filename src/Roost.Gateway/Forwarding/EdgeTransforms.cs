using Microsoft.AspNetCore.Http;
using Roost.Edge.Errors;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Roost.Gateway.Forwarding;

/// <summary>
/// What a client says of how it has come is replaced by what is known of it here, and what hosts say to each other is taken off. Of the headers that both edges put on
/// an answer, one is enough.
/// </summary>
internal sealed class EdgeTransforms : ITransformProvider
{
    private const string BetweenHosts = "roost-";
    private static readonly string[] OfProxies = ["Forwarded", "X-Real-IP", "X-Original-For", "X-Original-Proto", "X-Original-Host"];

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        // X-Forwarded-For, -Proto, -Host and -Prefix are set by the proxy itself, whatever the client has sent.
        context.AddXForwarded(ForwardedTransformActions.Set);
        context.AddRequestTransform(static request =>
        {
            var headers = request.ProxyRequest.Headers;
            foreach (var name in OfProxies)
            {
                headers.Remove(name);
            }

            foreach (var name in request.HttpContext.Request.Headers.Keys.Where(static name => name.StartsWith(BetweenHosts, StringComparison.OrdinalIgnoreCase)))
            {
                headers.Remove(name);
            }

            // The name under which the request is found, also where the client gave none, or a harmful one.
            headers.Remove(EdgeHeaders.Correlation);
            headers.TryAddWithoutValidation(EdgeHeaders.Correlation, request.HttpContext.TraceIdentifier);
            return default;
        });
        context.AddResponseTransform(static response =>
        {
            EdgeHeaders.KeepOneOfEach(response.HttpContext.Response.Headers);
            return default;
        });
    }
}
