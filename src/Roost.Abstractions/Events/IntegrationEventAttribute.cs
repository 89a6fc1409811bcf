namespace Roost;

/// <summary>
/// Marks a record as an event that other modules may subscribe to. It is part of its module's contracts assembly,
/// immutable, and can be written as JSON and read back.
/// </summary>
/// <param name="name">The stable name on the wire, such as <c>orders.order-confirmed</c>; renaming the type does not change it.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class IntegrationEventAttribute(string name) : Attribute
{
    /// <summary>The stable name on the wire.</summary>
    public string Name { get; } = name;
}
