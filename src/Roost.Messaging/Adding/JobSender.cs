using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;
using Roost.Messaging.Store;
using Roost.Messaging.Waking;
using Roost.Messaging.Workers;
using Roost.Operations;
using Roost.Postgres.Connections;

namespace Roost.Messaging.Adding;

/// <summary>Writes jobs outside of operations: while what was gathered is on its way, the next gathers.</summary>
internal sealed class JobSender : IJobSender
{
    private const int MaxRows = 1000;
    private const int Writers = 2;
    // Beyond that callers wait with what they have: while the database does not answer nobody else holds it for them.
    private const int MaxWaiting = 10 * MaxRows;
    private readonly Channel<Sending> _waiting = Channel.CreateBounded<Sending>(MaxWaiting);
    private readonly SemaphoreSlim _writers = new(Writers);
    private readonly JobCatalogue _catalogue;
    private readonly DataSources _sources;
    private readonly WakeUps _wakeUps;
    private readonly MessagingOptions _options;

    public JobSender(JobCatalogue catalogue, DataSources sources, WakeUps wakeUps, IOptions<MessagingOptions> options)
    {
        _catalogue = catalogue;
        _sources = sources;
        _wakeUps = wakeUps;
        _options = options.Value;
    }

    public async Task<Guid> SendAsync<TJob>(CallContext context, TJob job, JobOptions? options, CancellationToken cancellationToken)
        where TJob : notnull
    {
        var sending = new Sending(NewJob.Create(_catalogue.Of<TJob>(), job, context, JobEnvelope.Write(context), options, _options.MaxPayloadBytes), cancellationToken);
        if (sending.Job.Parent is not null)
        {
            // By itself: if the parent waits no more, that is no other's trouble.
            _ = WriteAsync([sending]);
        }
        else
        {
            await _waiting.Writer.WriteAsync(sending, cancellationToken);
            StartWriter();
        }

        await sending.Written.Task.WaitAsync(cancellationToken);
        return sending.Job.Id;
    }

    public async Task<IReadOnlyList<Guid>> SendManyAsync<TJob>(CallContext context, IEnumerable<TJob> jobs, JobOptions? options, CancellationToken cancellationToken)
        where TJob : notnull
    {
        var fact = _catalogue.Of<TJob>();
        var envelope = JobEnvelope.Write(context);
        await using var connection = await _sources.App.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ids = new List<Guid>();
        var signals = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chunk in jobs.Chunk(MaxRows))
        {
            var rows = Array.ConvertAll(chunk, job => NewJob.Create(fact, job, context, envelope, options, _options.MaxPayloadBytes));
            await JobInsert.WriteAsync(connection, rows, cancellationToken);
            signals.UnionWith(JobInsert.SignalsOf(rows));
            ids.AddRange(rows.Select(row => row.Id));
        }

        await transaction.CommitAsync(cancellationToken);
        _wakeUps.Wake(signals);
        JobDiagnostics.Added(fact.Kind, ids.Count);
        return ids;
    }

    private void StartWriter()
    {
        if (_writers.Wait(0, CancellationToken.None))
        {
            _ = Task.Run(WriteAsync, CancellationToken.None);
        }
    }

    /// <summary>Writes what waits until nothing does. Who adds to the channel while the last look is being made starts another.</summary>
    private async Task WriteAsync()
    {
        var batch = new List<Sending>(MaxRows);
        do
        {
            try
            {
                while (TakeBatch(batch))
                {
                    await WriteAsync(batch);
                    batch.Clear();
                }
            }
            finally
            {
                _writers.Release();
            }
        }
        while (_waiting.Reader.Count > 0 && _writers.Wait(0, CancellationToken.None));
    }

    private bool TakeBatch(List<Sending> batch)
    {
        var bytes = 0;
        while (batch.Count < MaxRows && bytes < JobInsert.MaxBytes && _waiting.Reader.TryRead(out var sending))
        {
            // Whoever has gone away does not want it any more.
            if (!sending.Caller.IsCancellationRequested)
            {
                batch.Add(sending);
                bytes += sending.Job.Payload.Length;
            }
        }

        return batch.Count > 0;
    }

    private async Task WriteAsync(List<Sending> batch)
    {
        try
        {
            var jobs = batch.ConvertAll(sending => sending.Job);
            await using (var connection = await _sources.App.OpenConnectionAsync(CancellationToken.None))
            {
                await JobInsert.WriteAsync(connection, jobs, CancellationToken.None);
            }

            _wakeUps.Wake(JobInsert.SignalsOf(jobs));
            JobDiagnostics.Added(jobs);
            batch.ForEach(static sending => sending.Written.TrySetResult());
        }
        catch (Exception exception)
        {
            // Everyone who waits learns it, and each of them decides for itself.
            batch.ForEach(sending => sending.Written.TrySetException(exception));
        }
    }

    private sealed record Sending(NewJob Job, CancellationToken Caller)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
