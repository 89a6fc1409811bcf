using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Messaging.Adding;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Store;
using Roost.Messaging.Workers;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Runs one attempt at a step, as an operation of its own: with the tenant, the principal and the correlation id of whoever started the saga.</summary>
internal sealed class StepRunner(SagaStore store, IOperations operations, IOptions<MessagingOptions> options, TimeProvider time)
{
    /// <summary>Runs it, and writes down that it has succeeded.</summary>
    /// <exception cref="LeaseLostException">The worker has the lease no more.</exception>
    /// <exception cref="InDoubtException">Nobody knows whether the step's transaction has committed.</exception>
    public async Task<StepEnd> RunAsync(SagaFact fact, SagaStep step, bool isUndo, SagaFront front, ClaimedJob job, JobEnvelope envelope, WorkerLife life)
    {
        var view = front.Before;
        var run = new StepRun
        {
            SagaId = job.Id,
            SagaKey = view.Key,
            Key = StepKeys.Of(job.Id, step.Name, isUndo),
            KeyOf = name => StepKeys.Of(job.Id, name, isUndo: false),
            Attempt = view.Progress.Failures + 1,
            Reason = isUndo ? view.Error : null,
        };
        SagaFence? fence = null;
        var attempt = CancellationToken.None;
        try
        {
            var result = await operations.RunAsync(envelope.ToContext(job.Tenant, time.GetUtcNow() + step.Timeout), RunStepAsync, life.Abort);
            if (result.Error is { } error)
            {
                return Failed(error);
            }
        }
        catch (Exception exception) when (exception is LeaseLostException or InDoubtException)
        {
            throw;
        }
        catch (SagaStateException wrong)
        {
            return new StepEnd.Failed(nameof(SagaStateException), wrong.Message, MayPass: false);
        }
        catch (Exception) when (fence is { IsInDoubt: true })
        {
            throw new InDoubtException();
        }
        catch (Exception) when (life.Abort.IsCancellationRequested)
        {
            return new StepEnd.Cut();
        }
        catch (OperationCanceledException) when (attempt.IsCancellationRequested)
        {
            return new StepEnd.Failed("timed_out", $"It took longer than {step.Timeout}.", MayPass: true);
        }
        catch (Exception exception)
        {
            return new StepEnd.Failed(exception.GetType().Name, exception.ToString(), MayPass: true);
        }
        finally
        {
            fence?.Leave();
        }

        return fence!.IsWritten ? new StepEnd.Succeeded() : await RecordAsync(fence.Last!);

        async Task<Result> RunStepAsync(IServiceProvider services, CancellationToken cancellationToken)
        {
            attempt = cancellationToken;
            var unit = services.GetRequiredService<UnitOfWork>();
            fence = new SagaFence(front, job, life.Id, unit);
            unit.Enlist(fence);
            services.GetRequiredService<Operation>().Identify(run.Key);
            var saga = fact.Create(services);
            saga.Read(view.State);
            var result = await (isUndo ? step.Undo!(saga, run, cancellationToken)
                : step.Take is null ? step.Do!(saga, run, cancellationToken)
                : step.Take(saga, view.Signal!.Payload, run, cancellationToken));
            if (result.IsSuccess)
            {
                var state = saga.Write();
                fence.Last = now => Moves.AfterSuccess(front.Plan, now, step, isUndo, Checked(fact, StateChanges.Merge(view.State, state, now.State)));
            }

            return result;
        }

        // Of a step that wrote nothing.
        async Task<StepEnd> RecordAsync(Func<SagaView, SagaRecord> last)
        {
            await front.EnterAsync(CancellationToken.None);
            try
            {
                var record = last(front.View);
                var answer = await store.RecordAsync(life.Id, job, record, CancellationToken.None);
                front.Accept(record, answer.Written());
                return new StepEnd.Succeeded();
            }
            catch (SagaStateException wrong)
            {
                return new StepEnd.Failed(nameof(SagaStateException), wrong.Message, MayPass: false);
            }
            finally
            {
                front.Leave();
            }
        }
    }

    private static StepEnd.Failed Failed(Error error) =>
        new(error.Code, $"{error.Code}: {error.Message}", error.Kind is ErrorKind.Unavailable or ErrorKind.TimedOut or ErrorKind.TooMany or ErrorKind.Conflict);

    private byte[] Checked(SagaFact fact, byte[] state) => state.Length > options.Value.MaxPayloadBytes
        ? throw new SagaStateException(
            $"The state of {fact.Name} is {state.Length:N0} bytes as JSON, and {options.Value.MaxPayloadBytes:N0} is the most ({MessagingOptions.Section}:{nameof(MessagingOptions.MaxPayloadBytes)}). Store the data, and let the state name it.")
        : state;
}
