using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.Preconditions;
using Roost.Modules;

namespace Roost.Tests.Edge;

[Module("echo")]
public sealed class EchoModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Endpoints<EchoEndpoints>()
        .ForEachEndpoint(endpoints => endpoints.Traced("module"))
        .Services(services => services.AddSingleton<TeapotHandler>());
}

internal sealed record Echo([Required, StringLength(10)] string Text, [Range(1, 5)] int Times, IReadOnlyList<EchoPart>? Parts = null);

internal sealed record EchoPart([StringLength(3)] string Name);

internal sealed class EchoEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/echo").AllowAnonymous().Traced("group");
        group.MapPost("", (Echo echo, Trace trace) =>
        {
            trace.Add("handler");
            return TypedResults.Ok(echo);
        }).Traced("endpoint");
        group.MapPost("/list", (List<Echo> echoes) => TypedResults.Ok(echoes.Count));
        group.MapGet("/{number:int}", (int number, [Range(1, 9)] int limit = 5) => TypedResults.Ok(number * limit));
        group.MapGet("/fault", IResult () => throw new InvalidOperationException("secret internals"));
        group.MapGet("/teapot", IResult () => throw new TeapotException()).WithExceptionHandler<RouteHandlerBuilder, TeapotHandler>();
        group.MapGet("/versioned", () => Versioned.Ok("text", 7));
        group.MapPut("/versioned", (IfMatch ifMatch) => ifMatch.Allows(7)
            ? TypedResults.NoContent() as IResult
            : Error.Stale("version.stale", "Stale.").ToHttp());
        routes.MapGet("/private", () => TypedResults.NoContent()).RequireAuthorization();
    }
}

internal sealed class TeapotException : Exception;

internal sealed class TeapotHandler : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not TeapotException)
        {
            return new(false);
        }

        httpContext.Response.StatusCode = StatusCodes.Status418ImATeapot;
        return new(true);
    }
}
