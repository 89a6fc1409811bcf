namespace Roost.Messaging.Steering;

/// <summary>Which jobs are meant. What is left out is not looked at.</summary>
public sealed record JobFilter
{
    /// <summary>The queue that they are in.</summary>
    public string? Queue { get; init; }

    /// <summary>Their kind: <c>module.job-type</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The tenant that they belong to; the UUID of zeros for those that belong to none.</summary>
    public Guid? Tenant { get; init; }
}
