using System.Diagnostics;

namespace Shop.Faults.Tests.Outages;

/// <summary>How a request ended for whoever made it.</summary>
/// <param name="What">What was asked.</param>
/// <param name="Kind">What was heard: a status, with the code of the problem if it is one.</param>
/// <param name="Verdict">What that means.</param>
/// <param name="Began">When it was asked, as a timestamp.</param>
/// <param name="Ended">When it ended, as a timestamp.</param>
internal sealed record Heard(string What, string Kind, Verdict Verdict, long Began, long Ended)
{
    public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);

    /// <summary>Whether it says that a request under the same key may still be running, which is so until its lease is over when its host was killed.</summary>
    public bool IsInFlight => Kind is "409 idempotency.in_flight" or "409 idempotency.superseded";
}

/// <summary>What an answer means to whoever gets it.</summary>
internal enum Verdict
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>A problem with a code, that says to come again.</summary>
    Problem,

    /// <summary>There was no connection, or it broke before the answer came.</summary>
    Broken,

    /// <summary>No answer came in time.</summary>
    Late,

    /// <summary>Something that no caller can go by.</summary>
    Wrong,
}
