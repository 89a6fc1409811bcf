namespace Roost.Messaging.Workers;

/// <summary>The jobs of a queue that one tenant has of one kind, with one priority.</summary>
/// <param name="Priority">Lower goes first.</param>
/// <param name="Tenant">The tenant; zeros for none.</param>
/// <param name="Kind">The kind.</param>
internal readonly record struct Lane(short Priority, Guid Tenant, string Kind)
{
    /// <summary>What stands before all of a queue.</summary>
    public static readonly Lane Start = new(short.MinValue, Guid.Empty, "");
}
