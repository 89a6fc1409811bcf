namespace Shop;

/// <summary>What a module adds to a demo shop. Runs as the shop's tenant, after its owner has signed up; a second run adds nothing.</summary>
public interface IDemoData
{
    /// <summary>Modules with lower numbers go first.</summary>
    int Order { get; }

    /// <summary>Adds the data.</summary>
    Task AddAsync(DemoShop shop, CancellationToken cancellationToken);
}
