using System.Collections.Concurrent;
using System.Diagnostics;

namespace Roost.Messaging.Workers;

/// <summary>What the parts of one worker know of each other: its id, and whether it goes on.</summary>
internal sealed class WorkerLife(Guid id, TimeSpan patience, CancellationToken stopping, CancellationToken abort)
{
    /// <summary>How often a worker looks whether the database says that it has jobs it does not know of.</summary>
    public static readonly TimeSpan Reconciling = TimeSpan.FromSeconds(5);

    // With a margin for a heartbeat that is on its way.
    private const double Margin = 0.7;
    private long _beat = Stopwatch.GetTimestamp();

    /// <summary>The name under which it has leases.</summary>
    public Guid Id { get; } = id;

    /// <summary>Nothing more is to be claimed.</summary>
    public CancellationToken Stopping { get; } = stopping;

    /// <summary>What runs is to be cancelled.</summary>
    public CancellationToken Abort { get; } = abort;

    /// <summary>The jobs that were claimed under this id and are not written down as over.</summary>
    public ConcurrentDictionary<Guid, ClaimedJob> Held { get; } = new();

    /// <summary>
    /// Whether a claimed job may begin: a process that was stopped for a while begins nothing that others may have by now, and one that was busy for
    /// long leaves to others what has waited here meanwhile.
    /// </summary>
    public bool MayBegin(ClaimedJob job) =>
        MayGoOn && Stopwatch.GetElapsedTime(job.ClaimedAt) < patience;

    /// <summary>Whether what was claimed here may begin with something more: this process is alive, as far as others know, and is not to stop.</summary>
    public bool MayGoOn => !Stopping.IsCancellationRequested && Stopwatch.GetElapsedTime(Volatile.Read(ref _beat)) < patience * Margin;

    /// <summary>Learns when a heartbeat was sent that arrived.</summary>
    public void Beat(long sent) => Volatile.Write(ref _beat, sent);
}
