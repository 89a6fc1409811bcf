using System.Reflection;
using Roost.Hosting;

namespace Roost.Messaging.Events.Declaration;

/// <summary>An integration event that a module publishes.</summary>
public sealed class EventFact : INeedsCapability
{
    internal EventFact(Type eventType, EventDeclaration declaration)
    {
        EventType = eventType;
        IsTenantFree = declaration.IsTenantFree;
    }

    /// <summary>The type of the event.</summary>
    public Type EventType { get; }

    /// <summary>Its name on the wire; empty if its type has none, which is a start-up fault.</summary>
    public string Name => NameOf(EventType) ?? "";

    /// <summary>Whether operations without a tenant may publish it.</summary>
    public bool IsTenantFree { get; }

    /// <inheritdoc/>
    public ICapability CreateCapability() => new MessagingCapability();

    internal static string? NameOf(Type eventType) => eventType.GetCustomAttribute<IntegrationEventAttribute>(inherit: false)?.Name;
}
