namespace Shop.Tenants;

/// <summary>A shop that is open or being opened.</summary>
internal sealed record KnownTenant(Guid Id, string Slug, string Name, bool IsOpen);
