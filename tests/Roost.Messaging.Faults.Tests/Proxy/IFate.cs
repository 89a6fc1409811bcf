namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>What happens to a worker at the point.</summary>
internal interface IFate
{
    /// <summary>It kills the worker, or stops it; returns when it is dead, or when the server may have the message.</summary>
    Task ComeAsync();

    /// <summary>Lets a worker that was stopped go on.</summary>
    Task PassAsync();

    /// <summary>Returns when the other connections have the way: not while what came late is being ended.</summary>
    Task GiveWayAsync();

    /// <summary>Says that what came late is ended.</summary>
    void Clear();
}
