using Microsoft.Extensions.Options;
using Microsoft.Win32.SafeHandles;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Settings;

namespace Shop.PaymentSandbox.Journal;

/// <summary>
/// The append-only file that everything is kept in. Entries are collected while the disk is busy and then written
/// and synced together (group commit), so that many concurrent calls cost one fsync.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    public const string FileName = "journal.jsonl";

    private readonly object _gate = new();
    private readonly CancellationTokenSource _breaking = new();
    private readonly ILogger _logger;
    private readonly SafeFileHandle _file;
    private readonly Thread _writer;
    private long _length;
    private JournalBatch _filling = new();
    private JournalBatch _writing = new();
    private JournalException? _fault;
    private bool _closing;

    private JournalFile(SafeFileHandle file, long length, ILogger logger)
    {
        _file = file;
        _length = length;
        _logger = logger;
        Broken = _breaking.Token;
        _writing.Complete();
        _writer = new Thread(Write) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    /// <summary>Cancelled when a write failed. The program has to stop then: only a replay tells what is on disk.</summary>
    public CancellationToken Broken { get; }

    /// <summary>How often lines were synced to disk since the start.</summary>
    public long Syncs { get; private set; }

    /// <summary>Completes when all that was appended so far is on disk.</summary>
    /// <exception cref="JournalException">It could not be written.</exception>
    public Task Durable
    {
        get
        {
            lock (_gate)
            {
                return _filling.IsEmpty && _fault is null ? _writing.Durable : _filling.Durable;
            }
        }
    }

    /// <summary>Locks the configured folder against other processes and replays what it holds.</summary>
    /// <exception cref="JournalException">Another process holds the folder, or its journal is damaged.</exception>
    public static JournalFile Open(IServiceProvider services)
    {
        var folder = Path.GetFullPath(services.GetRequiredService<IOptions<SandboxOptions>>().Value.DataFolder!);
        var logger = services.GetRequiredService<ILogger<JournalFile>>();
        var state = services.GetRequiredService<LedgerState>();

        var file = DataFolder.Lock(folder);
        try
        {
            var length = JournalReplay.Run(file, Path.Combine(folder, FileName), entry => state.Apply(entry), logger);
            Log.Replayed(logger, state.Sequence, folder);
            return new JournalFile(file, length, logger);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Puts an entry behind all earlier ones. It is not on disk before <see cref="Durable"/> completes.</summary>
    /// <exception cref="JournalException">An earlier write failed, so nothing more is accepted.</exception>
    public void Append(JournalEntry entry)
    {
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw _fault;
            }

            _filling.Add(entry);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what is left and lets go of the folder.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
        _file.Dispose();
        _breaking.Dispose();
    }

    private void Write()
    {
        while (NextBatch())
        {
            try
            {
                RandomAccess.Write(_file, _writing.Lines, _length);
                RandomAccess.FlushToDisk(_file);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Break(fault);
                return;
            }

            _length += _writing.Lines.Length;
            Syncs++;
            _writing.Complete();
        }
    }

    /// <summary>Waits for lines and takes them as the batch to write; false when there are none and no more will come.</summary>
    private bool NextBatch()
    {
        lock (_gate)
        {
            while (_filling.IsEmpty && !_closing)
            {
                Monitor.Wait(_gate);
            }

            if (_filling.IsEmpty)
            {
                return false;
            }

            (_writing, _filling) = (_filling, new JournalBatch());
            return true;
        }
    }

    /// <summary>
    /// After a failed write or sync nobody knows what the disk holds, and a second sync may report success for
    /// pages that were dropped (Rebello et al., "Can Applications Recover from fsync Failures?", 2020): accept nothing more.
    /// </summary>
    private void Break(Exception cause)
    {
        Log.Broken(_logger, cause);
        lock (_gate)
        {
            _fault = new JournalException($"The journal can't be written: {cause.Message}", cause);
            _writing.Fail(_fault);
            _filling.Fail(_fault);
        }

        _breaking.Cancel();
    }
}
