namespace Shop.Tenants;

internal sealed class Tenant
{
    public required Guid Id { get; init; }

    public required string Slug { get; init; }

    public required string Name { get; init; }

    public required TenantStatus Status { get; init; }

    /// <summary>The owner's account in the shop.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Who is opening the shop; forgotten once it is open.</summary>
    public string? OwnerEmail { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
