namespace Roost.Messaging.Steering;

/// <summary>What became of the wish to build a projection anew.</summary>
public enum RebuildResult
{
    /// <summary>There is no such projection.</summary>
    NotFound,

    /// <summary>It has begun, beside the one that is read.</summary>
    Begun,

    /// <summary>It is a subscription, which makes jobs and has no rows.</summary>
    IsSubscription,
}
