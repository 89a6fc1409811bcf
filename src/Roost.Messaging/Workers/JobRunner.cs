using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost.Faults;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Workers;

/// <summary>Runs one attempt as an operation of its own, and says how it ended.</summary>
internal sealed class JobRunner(JobCatalogue catalogue, IOperations operations, FaultClassification faults, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <param name="job">The job.</param>
    /// <param name="worker">Who has its lease.</param>
    /// <param name="stop">Cancelled when the host ends and has waited long enough.</param>
    public async Task<JobOutcome> RunAsync(ClaimedJob job, Guid worker, CancellationToken stop)
    {
        var fact = catalogue.Handled(job.Kind);
        using var span = JobDiagnostics.Start(job);
        var begun = JobDiagnostics.Begin();
        var outcome = await AttemptAsync(fact, job, worker, stop);
        JobDiagnostics.End(begun, job, outcome, span);
        return outcome;
    }

    private async Task<JobOutcome> AttemptAsync(JobFact fact, ClaimedJob job, Guid worker, CancellationToken stop)
    {
        object payload;
        try
        {
            payload = fact.Read(job.Payload);
        }
        catch (JsonException exception)
        {
            return Dead(job, $"The job cannot be read: {exception.Message}", exception);
        }

        JobFence? fence = null;
        try
        {
            var context = job.Envelope.ToContext(job.Tenant, time.GetUtcNow() + job.Timeout);
            var result = await operations.RunAsync(context, RunHandlerAsync, stop);
            return result.Error is { } error
                ? MayPass(error.Kind) ? Retry(job, $"{error.Code}: {error.Message}", null) : Dead(job, $"{error.Code}: {error.Message}", null)
                : fence!.IsCompleted ? new JobOutcome.Settled(job) : new JobOutcome.Done(job);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, job.Id, job.Kind);
            return new JobOutcome.Settled(job);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new JobOutcome.GivenBack(job);
        }
        catch (OperationCanceledException exception)
        {
            return Retry(job, $"It took longer than {job.Timeout}.", exception);
        }
        catch (Exception exception)
        {
            // Whatever a handler throws is its attempt's failure, and not the worker's.
            return Retry(job, exception.ToString(), exception);
        }

        async Task<Result> RunHandlerAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            var unit = services.GetRequiredService<UnitOfWork>();
            fence = new JobFence(job, worker, unit);
            unit.Enlist(fence);
            services.GetRequiredService<Operation>().Identify(job.Id);
            var result = await fact.HandleAsync(services, payload, new JobRun(job.Id, job.Attempt, job.MaxAttempts), cancellationToken);
            fence.IsLast = result.IsSuccess;
            return result;
        }
    }

    private static bool MayPass(ErrorKind kind) => kind is ErrorKind.Unavailable or ErrorKind.TimedOut or ErrorKind.TooMany or ErrorKind.Conflict;

    private JobOutcome.Failed Retry(ClaimedJob job, string error, Exception? exception)
    {
        if (job.Attempt >= job.MaxAttempts)
        {
            return Dead(job, error, exception);
        }

        // A dependency that is away says so once, and elsewhere; its stack in each attempt's line would bury that.
        var isKnown = exception is null || faults.Classify(exception).Code != FaultClassification.UnexpectedCode;
        Log.AttemptFailed(logger, isKnown ? null : exception, job.Id, job.Kind, job.Attempt, job.MaxAttempts, exception?.Message ?? error);
        return new(job, error, Backoff.After(job.Attempt, Random.Shared.NextDouble()));
    }

    private JobOutcome.Failed Dead(ClaimedJob job, string error, Exception? exception)
    {
        Log.DeadLetter(logger, exception, job.Id, job.Kind, job.Attempt, exception?.Message ?? error);
        return new(job, error, null);
    }
}
