using Microsoft.Extensions.Logging;
using Roost.Faults;

namespace Roost.Messaging.Workers;

/// <summary>Says of a failed attempt what became of its job, once the database has it: before that it may turn out to be another worker's.</summary>
internal sealed class FailureReport(FaultClassification faults, ILogger<FailureReport> logger)
{
    /// <param name="failure">The attempt.</param>
    /// <param name="became">What the database says: <c>again</c>, <c>dead</c>, <c>cancelled</c> or <c>lost</c>.</param>
    public void Say(JobOutcome.Failed failure, string became)
    {
        var job = failure.Job;
        var cause = failure.Cause?.Message ?? failure.Error;
        switch (became)
        {
            case "dead":
                Log.DeadLetter(logger, failure.Cause, job.Id, job.Kind, job.Attempt, cause);
                break;
            case "again":
                // A dependency that is away says so once, and elsewhere; its stack in each attempt's line would bury that.
                var isKnown = failure.Cause is null || faults.Classify(failure.Cause).Code != FaultClassification.UnexpectedCode;
                Log.AttemptFailed(logger, isKnown ? null : failure.Cause, job.Id, job.Kind, job.Attempt, job.MaxAttempts, cause);
                break;
            case "lost":
                Log.LeaseLost(logger, job.Id, job.Kind);
                break;
        }

        JobDiagnostics.Ended(job, became == "again" ? "failed" : became);
    }
}
