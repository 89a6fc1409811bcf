using Bench.Common;
using Roost.Edge.Endpoints;

namespace Bench.Edge;

internal sealed class ItemEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/items/{id:int}", (int id) => TypedResults.Ok(Item.Find(id))).AllowAnonymous();
}
