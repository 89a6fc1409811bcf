namespace Shop;

/// <summary>The names of the policies that endpoints ask for.</summary>
public static class Policies
{
    /// <summary>Whoever owns the shop.</summary>
    public const string Owner = "owner";

    /// <summary>Whoever works for the shop; owners do.</summary>
    public const string Staff = "staff";

    /// <summary>Whoever buys from the shop.</summary>
    public const string Customer = "customer";

    /// <summary>Whoever is signed in.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Whoever runs the platform that the shops are on. None of a shop's people is.</summary>
    public const string Operator = "operator";
}
