namespace Shop;

/// <summary>A shop to look at.</summary>
/// <param name="Slug">Its name in the <c>X-Tenant</c> header.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Currency">What its prices are in.</param>
public sealed record DemoShop(string Slug, string Name, string Currency)
{
    /// <summary>The ids of its 200 products, the same in every run, so that modules can agree on them without a call.</summary>
    public IReadOnlyList<Guid> ProductIds { get; } = [.. Enumerable.Range(1, 200).Select(number => DemoIds.Create(Slug, number))];
}
