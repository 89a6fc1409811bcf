using System.Diagnostics;

namespace Shop.Faults.Tests.Outages;

/// <summary>How a request ended for whoever made it.</summary>
/// <param name="Who">Who asked.</param>
/// <param name="What">What was asked.</param>
/// <param name="Kind">What was heard: a status, with the code of the problem if it is one.</param>
/// <param name="Verdict">What that means.</param>
/// <param name="Wanted">When it was asked for the first time, as a timestamp: what is asked again has the same key.</param>
/// <param name="Began">When it was asked this time, as a timestamp.</param>
/// <param name="Ended">When it ended, as a timestamp.</param>
internal sealed record Heard(string Who, string What, string Kind, Verdict Verdict, long Wanted, long Began, long Ended)
{
    /// <summary>What is told of a request under whose key another may still be running.</summary>
    public const string InFlight = "409 idempotency.in_flight";

    public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);
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
