using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Edge.Endpoints;
using Roost.Edge.Preconditions;
using Roost.Edge.Tenancy;
using Roost.Modules;
using Roost.Operations;

namespace Roost.Tests.Edge;

/// <summary>Answers with what the edge made of the request.</summary>
[Module("mirror")]
public sealed class MirrorModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<MirrorEndpoints>();
}

internal sealed record Reflection(Guid? Principal, string[] Roles, Guid? Tenant, string? Address, string Scheme);

internal sealed class MirrorEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/mirror").AllowAnonymous();
        group.MapGet("", (CallContext call, HttpContext context) => TypedResults.Ok(new Reflection(
            call.Principal.Id, [.. call.Principal.Roles], call.Tenant?.Value, context.Connection.RemoteIpAddress?.ToString(), context.Request.Scheme)));
        group.MapGet("/versioned", () => Versioned.Ok("text", 7));
        group.MapGet("/public", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=60";
            return TypedResults.Ok();
        });
        group.MapGet("/broken", IResult (HttpContext context) =>
        {
            context.Response.Headers.ETag = "\"7\"";
            context.Response.Headers.Location = "/v1/mirror/7";
            context.Response.Headers.SetCookie = "a=b";
            context.Response.ContentLength = 3;
            throw new InvalidOperationException("after the answer was begun");
        });
        group.MapGet("/stream", async (HttpContext context, TaskCompletionSource gone) =>
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }
            finally
            {
                gone.TrySetResult();
            }
        });
    }
}

/// <summary>Knows two tenants by name.</summary>
internal sealed class Tenants : ITenantResolver
{
    public static readonly TenantId Acme = TenantId.New();
    public static readonly TenantId Globex = TenantId.New();

    public ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken) => new(name switch
    {
        "acme" => Acme,
        "globex" => Globex,
        _ => null,
    });
}

/// <summary>Signs requests in as their <c>X-Test-Claims</c> say, in the place of tokens.</summary>
internal static class TestSignIn
{
    public static void UseTestSignIn(this EdgePipeline edge) => edge.Use(EdgeStage.Authentication, app => app.Use((context, next) =>
    {
        if (context.Request.Headers.TryGetValue("X-Test-Claims", out var claims))
        {
            var pairs = claims.ToString().Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('='));
            context.User = new(new ClaimsIdentity(pairs.Select(pair => new Claim(pair[0], pair[1])), "test", "sub", "roles"));
        }

        return next(context);
    }));
}

/// <summary>The mirror module, served for a class of tests.</summary>
public sealed class MirrorHost : IAsyncLifetime
{
    private TestHost? _host;

    public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HttpClient Client => _host!.Client;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        roost =>
        {
            roost.AddModule<MirrorModule>();
            roost.Edge.UseTestSignIn();
        },
        builder => builder.Services.AddSingleton<ITenantResolver>(new Tenants()).AddSingleton(Gone));

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    internal async Task<HttpResponseMessage> GetAsync(string path, string? claims = null, string? tenant = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (claims is not null)
        {
            request.Headers.Add("X-Test-Claims", claims);
        }

        if (tenant is not null)
        {
            request.Headers.Add("X-Tenant", tenant);
        }

        return await Client.SendAsync(request);
    }
}
