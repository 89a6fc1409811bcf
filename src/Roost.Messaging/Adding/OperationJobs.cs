using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Messaging.Workers;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Adding;

/// <summary>The jobs that one operation has asked for since its last commit.</summary>
internal sealed class OperationJobs(Operation operation, UnitOfWork unit, JobCatalogue catalogue, WakeUps wakeUps, IOptions<MessagingOptions> options)
    : IJobs, ITransactionPart
{
    private readonly List<NewJob> _jobs = [];
    private readonly List<NewJob> _written = [];
    private byte[]? _envelope;
    private bool _isEnlisted;

    public bool HasPending => _jobs.Count > 0;

    public Guid Enqueue<TJob>(TJob job, JobOptions? jobOptions = null)
        where TJob : notnull
    {
        var added = NewJob.Create(catalogue.Of<TJob>(), job, operation.Context, _envelope ??= JobEnvelope.Write(operation.Context), jobOptions, options.Value.MaxPayloadBytes);
        _jobs.Add(added);
        if (!_isEnlisted)
        {
            _isEnlisted = true;
            unit.Enlist(this);
        }

        return added.Id;
    }

    public ValueTask FlushAsync(UnitOfWork unitOfWork, CancellationToken cancellationToken)
    {
        // A part behind this one may ask for another, which is then a part of its own.
        _isEnlisted = false;
        NewJob[] jobs = [.. _jobs];
        _jobs.Clear();
        JobInsert.Append(unitOfWork, jobs);
        _written.AddRange(jobs);
        return default;
    }

    public void Completed(TransactionOutcome outcome)
    {
        // The unit of work has forgotten us, and what it undid.
        _isEnlisted = false;
        _jobs.Clear();
        if (outcome != TransactionOutcome.RolledBack)
        {
            wakeUps.Wake(JobInsert.SignalsOf(_written));
            JobDiagnostics.Added(_written);
        }

        _written.Clear();
    }
}
