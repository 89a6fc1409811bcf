using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.EntityFramework.Migrations;
using Roost.Modules;
using Roost.Security.Idempotency;
using Roost.Startup;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Security.Tests.Idempotency;

public sealed class IdempotencyStartupTests(PostgresServer server)
{
    [Fact]
    public async Task An_endpoint_for_anybody_cannot_ask_for_a_key()
    {
        var report = await Should.ThrowAsync<StartupException>(
            () => new ModuleHostBuilder<OpenModule>(server).WithServices(services => services.AddSingleton<ModuleMigrations>()).StartAsync());

        var fault = report.Faults.ShouldHaveSingleItem();
        fault.Code.ShouldBe("RST051");
        fault.What.ShouldBe("/v1/open asks for an Idempotency-Key and lets anybody in; a key belongs to whoever is signed in.");
    }

    [Fact]
    public async Task An_endpoint_outside_of_modules_cannot_ask_for_a_key()
    {
        await using var application = WebApplication.CreateSlimBuilder().Build();
        application.MapPost("/outside", () => TypedResults.NoContent()).RequireIdempotencyKey();

        var refused = Should.Throw<InvalidOperationException>(() => ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).ToList());

        refused.Message.ShouldContain("/outside asks for an Idempotency-Key and is no endpoint of a module");
    }
}

[Module("open")]
public sealed class OpenModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Endpoints<OpenEndpoints>();
}

internal sealed class OpenEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/open", () => TypedResults.NoContent()).AllowAnonymous().RequireIdempotencyKey();
}
