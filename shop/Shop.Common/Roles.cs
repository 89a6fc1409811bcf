namespace Shop;

/// <summary>What somebody is to a shop, or to the platform. Everybody has exactly one of these.</summary>
public static class Roles
{
    /// <summary>Owns the shop, and may do whatever staff may.</summary>
    public const string Owner = "owner";

    /// <summary>Works for the shop.</summary>
    public const string Staff = "staff";

    /// <summary>Buys from the shop.</summary>
    public const string Customer = "customer";

    /// <summary>Runs the platform, and belongs to no shop. An outside issuer says so; Shop itself gives it to nobody.</summary>
    public const string Operator = "operator";
}
