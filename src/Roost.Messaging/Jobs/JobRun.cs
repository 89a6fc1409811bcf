using System.Text.Json;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Jobs;

/// <summary>One attempt at a job.</summary>
public sealed class JobRun
{
    private readonly IJobReporter? _reporter;

    /// <summary>An attempt that nobody hears the reports of: for tests of a handler alone.</summary>
    /// <param name="id">The job's id.</param>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    /// <param name="maxAttempts">How many there will be at most.</param>
    public JobRun(Guid id, int attempt, int maxAttempts)
        : this(id, attempt, maxAttempts, null, 0, null)
    {
    }

    internal JobRun(Guid id, int attempt, int maxAttempts, string? key, int deadChildren, IJobReporter? reporter)
    {
        Id = id;
        Attempt = attempt;
        MaxAttempts = maxAttempts;
        Key = key;
        DeadChildren = deadChildren;
        _reporter = reporter;
    }

    /// <summary>The job's id, the same in every attempt: the name to make outside effects repeatable under.</summary>
    public Guid Id { get; }

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>How many there will be at most.</summary>
    public int MaxAttempts { get; }

    /// <summary>What it is about, as <see cref="JobOptions.Key"/> said.</summary>
    public string? Key { get; }

    /// <summary>How many of the children that it waited for are dead letters or were cancelled. The others have succeeded.</summary>
    public int DeadChildren { get; }

    /// <summary>Whether a failure of this attempt makes a dead letter.</summary>
    public bool IsLast => Attempt >= MaxAttempts;

    /// <summary>What was given to <see cref="Return{TResult}"/>, as JSON.</summary>
    internal byte[]? Result { get; private set; }

    /// <summary>
    /// Tells whoever asks how far it is, at once and whatever becomes of the attempt. Call it as often as you like: of what comes in quick succession the last is written.
    /// </summary>
    /// <param name="done">How much is done.</param>
    /// <param name="total">Of how much, if that is known.</param>
    /// <param name="detail">What else is to be known, as JSON.</param>
    /// <param name="cancellationToken">The handler's.</param>
    public Task ReportAsync(long done, long? total = null, object? detail = null, CancellationToken cancellationToken = default) =>
        _reporter?.ReportAsync(done, total, detail is null ? null : JsonSerializer.Serialize(detail, JobJson.Options), cancellationToken) ?? Task.CompletedTask;

    /// <summary>Gives what is to be kept with the job's completion, if this attempt succeeds, as JSON, for as long as what is known of jobs that are over.</summary>
    /// <param name="result">The result; the last one counts.</param>
    public void Return<TResult>(TResult result) => Result = JsonSerializer.SerializeToUtf8Bytes(result, JobJson.Options);
}
