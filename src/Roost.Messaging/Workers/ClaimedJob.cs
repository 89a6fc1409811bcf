using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Roost.Messaging.Workers;

/// <summary>A job that this worker has the lease of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Lease">The lease: a number by chance, another with every claim.</param>
/// <param name="Lane">Where it waited.</param>
/// <param name="Place">Since when it was ready, and where it stood in its lane.</param>
/// <param name="Failures">How many attempts have failed.</param>
/// <param name="MaxAttempts">How many there may be.</param>
/// <param name="Timeout">How long an attempt may take.</param>
/// <param name="Key">What it is about, if it says.</param>
/// <param name="HasParent">Whether another waits for it.</param>
/// <param name="DeadChildren">How many of its children are dead letters, or were cancelled.</param>
/// <param name="EnvelopeBytes">Who asked for it.</param>
/// <param name="Payload">What is to be done.</param>
internal sealed record ClaimedJob(
    Guid Id, int Lease, Lane Lane, LanePlace Place, short Failures, short MaxAttempts, TimeSpan Timeout, string Key, bool HasParent, int DeadChildren, byte[] EnvelopeBytes, byte[] Payload)
{
    public string Kind => Lane.Kind;

    public TenantId? Tenant => Lane.Tenant == Guid.Empty ? null : new TenantId(Lane.Tenant);

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt => Failures + 1;

    /// <summary>What the handler gave, as JSON, to be kept with the completion.</summary>
    public byte[]? Result { get; set; }

    /// <summary>How long the attempt took; <see langword="null"/> if it has not begun.</summary>
    public TimeSpan? Took { get; set; }

    /// <summary>Cancelled when somebody wants it no more.</summary>
    public CancellationTokenSource Unwanted { get; } = new();

    /// <summary>Says that somebody wants it no more.</summary>
    public async Task CancelAsync(ILogger logger)
    {
        try
        {
            await Unwanted.CancelAsync();
        }
        catch (AggregateException exception)
        {
            Log.CancellingFailed(logger, exception, Id, Kind);
        }
    }

    /// <summary>When it was claimed, as <see cref="Stopwatch.GetTimestamp"/> says.</summary>
    public long ClaimedAt { get; } = Stopwatch.GetTimestamp();
}
