using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Modules;
using Roost.Startup;
using Roost.Tests.Contracts;

namespace Roost.Tests.Startup;

public sealed class StartupReportTests
{
    [Fact]
    public async Task All_faults_are_reported_at_once_each_with_its_remedy()
    {
        await using var host = TestHost.Build(
            roost => roost.AddModule<ForgetfulModule>().AddModule<OtherModule>(),
            configure: null,
            ("Roost:Edge:MaxJsonDepth", "0"),
            ("Roost:Host:Roles", "api,cook"),
            ("Roost:Edge:MaxBodyByte", "5"));

        var report = await Should.ThrowAsync<StartupException>(() => host.StartAsync());

        report.Message.ReplaceLineEndings("\n").ShouldBe(
            """
            The host cannot start: 5 faults.

              RST002  There is no such key: MaxBodyByte.
                where: configuration section Roost:Edge (EdgeOptions)
                mend:  Correct it in appsettings.json or by an environment variable Roost__Edge__<Key>; docs/configuration.md lists every key.

              RST020  GET /v1/forgotten does not say who may call it.
                where: module forgetful
                mend:  Add .RequireAuthorization("policy") or .AllowAnonymous() to the endpoint or its group.

              RST014  Module 'forgetful' uses ILedger, which no module of this image exports.
                where: module forgetful
                mend:  Add the module with [Exports<ILedger>] to the image in Program.cs.

              RST003  There is no role 'cook'.
                where: Roost:Host:Roles
                mend:  Use some of api, worker, gateway.

              RST005  Two modules register System.Net.CookieContainer: 'forgetful' and 'other'. One would silently replace the other.
                where: modules forgetful and other
                mend:  Register a type of the module's own instead: derive an interface from it, or wrap it in a class of the module. What is meant for every module, the host registers before AddRoost; one of several that stand beside each other, the module declares with .Contributes<TService, TImplementation>().
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_value_out_of_bounds_is_named_with_its_key()
    {
        await using var host = TestHost.Build(_ => { }, configure: null, ("Roost:Edge:MaxJsonDepth", "0"));

        var report = await Should.ThrowAsync<StartupException>(() => host.StartAsync());

        var fault = report.Faults.ShouldHaveSingleItem();
        fault.What.ShouldBe("MaxJsonDepth: The field MaxJsonDepth must be between 1 and 256.");
    }

    [Module("forgetful")]
    [Uses<ILedger>]
    public sealed class ForgetfulModule : Module
    {
        protected override void Declare(ModuleDeclaration module) => module
            .Endpoints<ForgottenEndpoints>()
            .Services(services => services.AddSingleton<System.Net.CookieContainer>());
    }

    [Module("other")]
    public sealed class OtherModule : Module
    {
        protected override void Declare(ModuleDeclaration module) =>
            module.Services(services => services.AddSingleton<System.Net.CookieContainer>());
    }

    private sealed class ForgottenEndpoints : IEndpoints
    {
        public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/forgotten", () => TypedResults.NoContent());
    }
}
