namespace Shop.Host.Demo;

/// <summary>An account to try a demo shop with.</summary>
/// <param name="Shop">The shop's slug, for the <c>X-Tenant</c> header.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Password">The password; the same for all, known to everybody who reads this, and never made in production.</param>
internal sealed record DemoSignIn(string Shop, string Role, string Email, string Password)
{
    private const string SharedPassword = "roost-demo-only";

    /// <summary>The account of a role in a shop. Addresses are of a domain that is never anybody's (RFC 2606 section 3).</summary>
    public static DemoSignIn For(DemoShop shop, string role) => new(shop.Slug, role, $"{role}@{shop.Slug}.example", SharedPassword);
}
