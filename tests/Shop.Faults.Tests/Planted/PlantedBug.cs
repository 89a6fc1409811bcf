using Shop.Faults.Tests.Stages;

namespace Shop.Faults.Tests.Planted;

/// <summary>Something that is made wrong on purpose, to see that it is noticed.</summary>
/// <param name="Name">Says it.</param>
/// <param name="Law">The law that it breaks.</param>
/// <param name="Visit">When it shows.</param>
internal sealed record PlantedBug(string Name, string Law, Visit Visit)
{
    /// <summary>In whose database something is done.</summary>
    public string Module { get; init; } = "orders";

    /// <summary>What is done to the database.</summary>
    public string Sql { get; init; } = "SELECT 1";

    /// <summary>Whether each request to the provider has a key of its own, also one that is repeated.</summary>
    public bool RenewsKeys { get; init; }
}
