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
}
