namespace Roost.Messaging.Declaration;

/// <summary>What a rate is counted for.</summary>
public enum RateScope
{
    /// <summary>All jobs of the kind together.</summary>
    Kind,

    /// <summary>Each tenant by itself.</summary>
    Tenant,

    /// <summary>Each key of a tenant by itself.</summary>
    Key,
}
