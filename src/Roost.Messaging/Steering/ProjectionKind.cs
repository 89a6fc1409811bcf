namespace Roost.Messaging.Steering;

/// <summary>How streams are followed.</summary>
public enum ProjectionKind
{
    /// <summary>Behind the commit.</summary>
    Behind,

    /// <summary>In the transaction of each append.</summary>
    Inline,

    /// <summary>By a job for each event.</summary>
    Subscription,
}
