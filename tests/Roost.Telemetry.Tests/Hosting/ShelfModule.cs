using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Roost.Edge.Endpoints;
using Roost.Faults;
using Roost.Modules;

namespace Roost.Telemetry.Tests.Hosting;

[Module("shelf")]
public sealed class ShelfModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<ShelfEndpoints>();
}

internal sealed class AwayException(string message) : Exception(message);

/// <summary>Knows the one dependency that the shelf has.</summary>
internal sealed class SupplierFaults : IFaultClassifier
{
    public Error? Classify(Exception exception) => exception.GetBaseException() is AwayException ? Error.Unavailable("supplier.unavailable", "Try again.") : null;
}

internal sealed partial class ShelfEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous();
        group.MapGet("/things/{id}", (string id) => TypedResults.Ok(new Thing(id.Length)));
        group.MapGet("/status/{code:int}", (int code) => TypedResults.StatusCode(code));
        group.MapGet("/fails", string (string? text) => throw new InvalidOperationException($"It broke: {text}"));
        group.MapGet("/waits", string () => throw new InvalidOperationException("It broke.", new AwayException("The supplier does not answer.")));
        group.MapGet("/says", (string? text, ILogger<ShelfEndpoints> logger) =>
        {
            using (logger.BeginScope(new Dictionary<string, object?> { ["basket"] = text, [text ?? "none"] = 1 }))
            {
                Says(logger, text, text, text, new Note(text));
            }

            return TypedResults.NoContent();
        });
    }

    [LoggerMessage(7, LogLevel.Information, "Says {Text}, signs {Password} and {CardNumber}, and means {Note}")]
    private static partial void Says(ILogger logger, string? text, string? password, string? cardNumber, Note note);

    private sealed record Thing(int Length);

    private sealed record Note(string? Email);
}
