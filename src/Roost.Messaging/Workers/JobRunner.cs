using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Messaging.Sagas;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Sagas.Driving;
using Roost.Messaging.Store;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Workers;

/// <summary>Runs one attempt as an operation of its own, and says how it ended. It never throws: what goes wrong is the job's, and not the worker's.</summary>
internal sealed class JobRunner(
    JobCatalogue catalogue, IOperations operations, JobStore store, SagaDriver sagas, DatabaseTrouble trouble, IOptions<MessagingOptions> options, TimeProvider time, ILogger<JobRunner> logger)
{
    /// <param name="job">The job.</param>
    /// <param name="life">Who has its lease.</param>
    public async Task<JobOutcome> RunAsync(ClaimedJob job, WorkerLife life)
    {
        var begun = JobDiagnostics.Begin(job);
        JobEnvelope envelope;
        CallContext context;
        object payload;
        var fact = catalogue.Handled(job.Kind);
        try
        {
            envelope = JobEnvelope.Read(job.EnvelopeBytes);
            context = envelope.ToContext(job.Tenant, time.GetUtcNow() + job.Timeout);
            payload = fact.Read(job.Payload, envelope);
        }
        catch (Exception exception)
        {
            // Not JSON, not of this type, or refused by the type's own constructor: it will not become readable.
            var unreadable = new JobOutcome.Failed(job, $"The job cannot be read: {exception.Message}", null, exception);
            JobDiagnostics.End(begun, job, unreadable, span: null);
            return unreadable;
        }

        using var span = JobDiagnostics.Start(job, envelope);
        var outcome = fact is SagaFact saga
            ? await sagas.RunAsync(saga, job, envelope, life)
            : await AttemptAsync(fact, payload, context, job, life.Id, life.Abort);
        JobDiagnostics.End(begun, job, outcome, span);
        return outcome;
    }

    private async Task<JobOutcome> AttemptAsync(JobFact fact, object payload, CallContext context, ClaimedJob job, Guid worker, CancellationToken stop)
    {
        JobFence? fence = null;
        var attempt = CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, job.Unwanted.Token);
        try
        {
            var result = await operations.RunAsync(context, RunHandlerAsync, end.Token);
            return result.Error is { } error ? Failed(job, error, stop) : fence!.IsCompleted ? new JobOutcome.Settled(job) : new JobOutcome.Done(job);
        }
        catch (LeaseLostException)
        {
            Log.LeaseLost(logger, job.Id, job.Kind);
            return new JobOutcome.Lost(job);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever a handler makes of its cancellation is no failure of the job's.
            return new JobOutcome.GivenBack(job);
        }
        catch (Exception) when (job.Unwanted.IsCancellationRequested)
        {
            return new JobOutcome.Cancelled(job);
        }
        catch (OperationCanceledException exception) when (attempt.IsCancellationRequested)
        {
            return Retry(job, $"It took longer than {job.Timeout}.", exception);
        }
        catch (Exception exception)
        {
            return Retry(job, exception.ToString(), exception);
        }

        async Task<Result> RunHandlerAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            attempt = cancellationToken;
            var unit = services.GetRequiredService<UnitOfWork>();
            fence = new JobFence(job, worker, unit);
            unit.Enlist(fence);
            services.GetRequiredService<Operation>().Identify(job.Id);
            var reporter = new JobReporter(job, worker, store, trouble, logger);
            var run = new JobRun(job.Id, job.Attempt, job.MaxAttempts, job.Key.Length > 0 ? job.Key : null, job.DeadChildren, reporter);
            var handled = await fact.HandleAsync(services, payload, run, cancellationToken);
            await reporter.FlushAsync(cancellationToken);
            job.Result = Checked(run.Result);
            fence.IsLast = handled.IsSuccess;
            return handled;
        }
    }

    private byte[]? Checked(byte[]? result) => result?.Length > options.Value.MaxPayloadBytes
        ? throw new InvalidOperationException(
            $"The result is {result.Length:N0} bytes as JSON, and {options.Value.MaxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store it, and let the result name it.")
        : result;

    private JobOutcome Failed(ClaimedJob job, Error error, CancellationToken stop)
    {
        var text = $"{error.Code}: {error.Message}";
        var mayPass = error.Kind is ErrorKind.Unavailable or ErrorKind.TimedOut or ErrorKind.TooMany or ErrorKind.Conflict;
        return mayPass && stop.IsCancellationRequested ? new JobOutcome.GivenBack(job) : mayPass ? Retry(job, text, null) : new JobOutcome.Failed(job, text, null, null);
    }

    private JobOutcome.Failed Retry(ClaimedJob job, string error, Exception? exception)
    {
        if (job.Attempt >= job.MaxAttempts)
        {
            return new(job, error, null, exception);
        }

        try
        {
            return new(job, error, catalogue.Handled(job.Kind).RetryAfter(job.Attempt), exception);
        }
        catch (Exception broken)
        {
            // The module's own rule: what it throws must not be the worker's end.
            return new(job, $"{error}\nThe rule for the next attempt failed: {broken}", null, broken);
        }
    }
}
