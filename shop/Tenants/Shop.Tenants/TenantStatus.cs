namespace Shop.Tenants;

internal enum TenantStatus
{
    /// <summary>The slug is claimed; the owner may or may not be registered yet. Nobody can visit the shop or sign in to it.</summary>
    Opening,

    Open,
}
