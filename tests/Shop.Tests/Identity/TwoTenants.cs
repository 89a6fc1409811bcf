using Roost;
using Roost.Edge.Tenancy;

namespace Shop.Tests.Identity;

/// <summary>Knows two shops, without a module of tenants.</summary>
internal sealed class TwoTenants : ITenantResolver
{
    public TenantId Here { get; } = TenantId.New();

    public TenantId Elsewhere { get; } = TenantId.New();

    public ValueTask<TenantId?> FindAsync(string name, CancellationToken cancellationToken) => new(name switch
    {
        "here" => Here,
        "elsewhere" => Elsewhere,
        _ => null,
    });
}
