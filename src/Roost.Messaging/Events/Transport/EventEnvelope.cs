namespace Roost.Messaging.Events.Transport;

/// <summary>An event on its way to another database.</summary>
/// <param name="Id">The event's id, which is the same there.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Tenant">Whose it is; <see langword="null"/> if nobody's.</param>
/// <param name="Key">What it happened to.</param>
/// <param name="PublishedAt">When it was published, by the clock of the database where it was.</param>
/// <param name="Origin">Who published it, under which correlation id and in which trace: JSON, which the other side's inbox reads.</param>
/// <param name="Payload">The event, as JSON.</param>
public sealed record EventEnvelope(Guid Id, string Name, TenantId? Tenant, string? Key, DateTimeOffset PublishedAt, ReadOnlyMemory<byte> Origin, ReadOnlyMemory<byte> Payload);
