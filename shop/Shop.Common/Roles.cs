namespace Shop;

/// <summary>What somebody is to a shop. Everybody has exactly one of these.</summary>
public static class Roles
{
    /// <summary>Owns the shop, and may do whatever staff may.</summary>
    public const string Owner = "owner";

    /// <summary>Works for the shop.</summary>
    public const string Staff = "staff";

    /// <summary>Buys from the shop.</summary>
    public const string Customer = "customer";
}
