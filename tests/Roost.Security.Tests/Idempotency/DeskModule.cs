using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;
using Roost.Security.Idempotency;

namespace Roost.Security.Tests.Idempotency;

[Module("desk")]
public sealed class DeskModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Endpoints<DeskEndpoints>()
        .Services(services => services.AddScoped<Desk>().AddSingleton<Script>());
}

internal sealed record Note(string Text);

/// <summary>Leaves a row behind for each time that something was done.</summary>
internal sealed class Desk(Sql<DeskModule> sql, Operation operation)
{
    public Guid OperationId => operation.Id;

    public Task WriteAsync(string text) =>
        sql.ExecuteAsync("INSERT INTO desk.effects (operation_id, text) VALUES (@Id, @text)", new { operation.Id, text });

    public Task<IReadOnlyList<string>> ReadAsync() =>
        sql.QueryAsync<string>("SELECT text FROM desk.effects WHERE operation_id = @Id", new { operation.Id });

    public ValueTask CommitAsync() => operation.CommitAsync(CancellationToken.None);
}

/// <summary>What the endpoint does in a test.</summary>
internal sealed class Script
{
    public Func<Desk, Note, HttpContext, Task<object?>> Handler { get; set; } = WriteAsync;

    public static async Task<object?> WriteAsync(Desk desk, Note note, HttpContext http)
    {
        await desk.WriteAsync(note.Text);
        http.Response.Headers.ETag = "\"1\"";
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Note"] = new(["one", "two"]);
        return TypedResults.Created($"/v1/notes/{desk.OperationId}", new { id = desk.OperationId, note.Text });
    }
}

internal sealed class DeskEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Asked for twice on purpose: the innermost counts, and there is one filter.
        var notes = routes.MapGroup("/notes").RequireAuthorization().RequireIdempotencyKey();
        notes.MapPost("", (Note note, Desk desk, Script script, HttpContext http) => script.Handler(desk, note, http)).RequireIdempotencyKey(TimeSpan.FromDays(7));
        notes.MapPost("/staff", (Note note, Desk desk, Script script, HttpContext http) => script.Handler(desk, note, http)).RequireAuthorization(policy => policy.RequireRole("staff"));
    }
}
