using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Roost.Edge.OpenApi;

/// <summary>Shows the docs page to whoever opens the host's bare address.</summary>
internal static class DocsRedirect
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/", [HttpMethods.Get, HttpMethods.Head], static () => Results.LocalRedirect($"~/{DocsPagePolicy.Prefix}"))
        .AllowAnonymous()
        .ExcludeFromDescription()
        // An application that has something to say there says it.
        .WithOrder(int.MaxValue);
}
