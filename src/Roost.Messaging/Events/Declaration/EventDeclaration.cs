namespace Roost.Messaging.Events.Declaration;

/// <summary>What a module says of one event that it publishes.</summary>
public sealed class EventDeclaration
{
    internal bool IsTenantFree { get; private set; }

    /// <summary>Lets operations that belong to no tenant publish it. Handlers then see no tenant's rows.</summary>
    /// <value>By default an event without a tenant is refused.</value>
    public EventDeclaration TenantFree()
    {
        IsTenantFree = true;
        return this;
    }
}
