using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Auth.Contracts;
using Shop.Tenants.Contracts;
using Shop.Tenants.Openings;

namespace Shop.Tenants;

/// <summary>The shops on this platform, and how a merchant gets one.</summary>
[Module("tenants")]
[Uses<IAuth>]
[Exports<ITenants>]
public sealed class TenantsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<ITenants, TenantService>()
        .Database<TenantsDb>()
        .Endpoints<TenantEndpoints>()
        .Services(services => services.AddScoped<TenantRepository>().AddScoped<Opening>());
}
