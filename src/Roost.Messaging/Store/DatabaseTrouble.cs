using System.Data.Common;
using Microsoft.Extensions.Logging;
using Roost.Faults;

namespace Roost.Messaging.Store;

/// <summary>
/// Tells what the database did not do, and may do a moment later, from mistakes of ours. That it is away is said by readiness, in one line for the
/// whole host; here it is worth no more than a note.
/// </summary>
internal sealed class DatabaseTrouble(FaultClassification faults, ILogger<DatabaseTrouble> logger)
{
    /// <summary>Whether an exception is the database's, so that what was tried is to be tried again.</summary>
    public bool Is(Exception exception) => exception is DbException || IsAway(exception);

    /// <summary>Says it, as loud as it deserves.</summary>
    public void Report(Exception exception)
    {
        if (IsAway(exception))
        {
            Log.Away(logger, exception.Message);
        }
        else
        {
            Log.Refused(logger, exception);
        }
    }

    /// <summary>Whether the database is away, or too busy: whatever else is asked of it will fare alike.</summary>
    public bool IsAway(Exception exception) =>
        faults.Classify(exception) is { Kind: ErrorKind.Unavailable or ErrorKind.TimedOut, Code: not FaultClassification.UnexpectedCode };
}
