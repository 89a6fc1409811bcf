namespace Roost.Messaging.Schedules;

/// <summary>
/// What becomes of fire times that were missed. One is missed when nobody fired for it before the next came, or within a minute: no worker
/// was there, or the database was away.
/// </summary>
public enum CatchUp
{
    /// <summary>They are forgotten.</summary>
    Skip,

    /// <summary>One job for all of them, with the last of them as its fire time.</summary>
    Once,

    /// <summary>A job for each of them, the oldest first; of more than 100 the last 100.</summary>
    All,
}
