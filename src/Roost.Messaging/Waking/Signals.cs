namespace Roost.Messaging.Waking;

/// <summary>Signals that are no queue's. No queue is named so.</summary>
internal static class Signals
{
    /// <summary>A job may be admitted, or a parent released.</summary>
    public const string Admit = "!admit";

    /// <summary>Events were published.</summary>
    public const string Outbox = "!events";

    /// <summary>A job that runs is wanted no more.</summary>
    public const string Cancel = "!cancel";

    /// <summary>Sagas were sent signals.</summary>
    public const string Sagas = "!sagas";

    /// <summary>There is something for a projection or a subscription to streams.</summary>
    public static string Follower(string name) => $"!follow {name}";

    /// <summary>A projection is to be built anew.</summary>
    public static string Rebuild(string name) => $"!rebuild {name}";
}
