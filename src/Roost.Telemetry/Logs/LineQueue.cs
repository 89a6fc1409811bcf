namespace Roost.Telemetry.Logs;

/// <summary>
/// Takes finished lines and writes them from a thread of its own. Two buffers take turns, so a line costs its caller a copy, and the
/// output one call for all lines that came meanwhile. When the output does not keep up lines are dropped, counted and said.
/// </summary>
internal sealed class LineQueue : IDisposable
{
    private const int InitialBytes = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    // To wake a thread costs several times what a line costs. So it is done a hundred times a second at most, and a line is that much later.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private readonly Stream _output;
    private readonly Func<long, byte[]> _sayDropped;
    private readonly int _capacity;
    private readonly Thread _writer;
    private byte[] _filling = new byte[InitialBytes];
    private byte[] _writing = new byte[InitialBytes];
    private int _filled;
    private long _dropped;
    private bool _isWriting;
    private bool _isIdle;
    private bool _isHurried;
    private bool _isStopping;

    /// <summary>Begins to write.</summary>
    /// <param name="output">Gets whole lines.</param>
    /// <param name="capacity">How many bytes may wait.</param>
    /// <param name="sayDropped">Makes the line that says how many were dropped.</param>
    public LineQueue(Stream output, int capacity, Func<long, byte[]> sayDropped)
    {
        _output = output;
        _capacity = capacity;
        _sayDropped = sayDropped;
        _writer = new Thread(Write) { IsBackground = true, Name = "Roost log writer" };
        _writer.Start();
    }

    /// <summary>Adds a line, which ends with its line feed; never waits for the output.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_filled + line.Length > _capacity || _isStopping)
            {
                _dropped++;
                return;
            }

            if (_filled + line.Length > _filling.Length)
            {
                Array.Resize(ref _filling, Math.Max(Math.Min(_filling.Length * 2, _capacity), _filled + line.Length));
            }

            line.CopyTo(_filling.AsSpan(_filled));
            _filled += line.Length;
            if (_isIdle || (!_isHurried && _filled > _capacity / 2))
            {
                (_isHurried, _isIdle) = (!_isIdle, false);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until all that was added is written, but not for ever.</summary>
    public void Flush()
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        lock (_gate)
        {
            _isHurried = true;
            Monitor.PulseAll(_gate);
            while ((_filled > 0 || _isWriting) && _writer.IsAlive && deadline - Environment.TickCount64 is > 0 and var left)
            {
                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    /// <summary>Writes what is left, and stops.</summary>
    public void Dispose()
    {
        Flush();
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }

        _writer.Join(Patience);
    }

    private void Write()
    {
        while (Take(out var count, out var dropped))
        {
            try
            {
                if (count > 0)
                {
                    _output.Write(_writing, 0, count);
                }

                if (dropped > 0)
                {
                    _output.Write(_sayDropped(dropped));
                }

                _output.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or UnauthorizedAccessException)
            {
                // A full disk or a reader that went away must not end the host; what could not be written counts as dropped.
                lock (_gate)
                {
                    _dropped += dropped + _writing.AsSpan(0, count).Count((byte)'\n');
                    if (_isStopping)
                    {
                        // Nobody could be told any more, and to try again and again would keep a core busy.
                        _isWriting = false;
                        Monitor.PulseAll(_gate);
                        return;
                    }
                }
            }
        }
    }

    private bool Take(out int count, out long dropped)
    {
        lock (_gate)
        {
            _isWriting = false;
            Monitor.PulseAll(_gate);
            while (_filled == 0 && !_isStopping)
            {
                _isIdle = true;
                Monitor.Wait(_gate);
            }

            _isIdle = false;
            if (!_isHurried && !_isStopping)
            {
                Monitor.Wait(_gate, Linger);
            }

            _isHurried = false;
            (_filling, _writing) = (_writing, _filling);
            (count, _filled) = (_filled, 0);
            (dropped, _dropped) = (_dropped, 0);
            _isWriting = count > 0 || dropped > 0;
            return _isWriting || !_isStopping;
        }
    }
}
