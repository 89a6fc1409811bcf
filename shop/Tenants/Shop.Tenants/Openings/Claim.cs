namespace Shop.Tenants.Openings;

/// <summary>A slug that is put aside for a shop which is being opened, with the ids that the shop and its owner will have.</summary>
internal sealed record Claim(Guid TenantId, Guid OwnerId);
