namespace Roost.Security.Idempotency;

/// <summary>A request under a key: whose it is, and what it asks.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Principal">The principal; a key of somebody else is another key.</param>
/// <param name="Key">The client's key.</param>
/// <param name="Fingerprint">SHA-256 of method, address and body: the same key with another one is a mistake of the client.</param>
/// <param name="Keep">How long the answer is kept.</param>
/// <param name="Lease">How long the request is thought to be running, unless it says that it is not.</param>
internal sealed record KeyedRequest(TenantId Tenant, Guid Principal, string Key, byte[] Fingerprint, TimeSpan Keep, TimeSpan Lease);
