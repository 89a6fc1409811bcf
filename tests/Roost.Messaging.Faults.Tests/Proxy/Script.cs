namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>Counts what a worker says, from when it registers or from when it is told to, and knows the message at which it is to die.</summary>
/// <param name="point">The message, if there is one.</param>
/// <param name="waits">Whether it counts nothing until it is told to.</param>
/// <param name="counts">Which messages count, by statement and type; all, if it is left out.</param>
internal sealed class Script(Point? point, bool waits = false, Func<string, char, bool>? counts = null)
{
    private const string Registration = "roost.job_worker";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<char>> _said = new(StringComparer.Ordinal);
    private Point? _point = point;
    private bool _hasBegun;
    private bool _isReached;

    /// <summary>The message, if there is one.</summary>
    public Point? Point
    {
        get
        {
            lock (_lock)
            {
                return _point;
            }
        }
    }

    /// <summary>By statement, the types of the messages about it, in their order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<char>> Said
    {
        get
        {
            lock (_lock)
            {
                return _said.ToDictionary(statement => statement.Key, statement => (IReadOnlyList<char>)[.. statement.Value]);
            }
        }
    }

    /// <summary>Counts from now on, from nothing, up to another message.</summary>
    public void Begin(Point? point)
    {
        lock (_lock)
        {
            _said.Clear();
            _point = point;
            _hasBegun = true;
            _isReached = false;
        }
    }

    /// <summary>Lets it die at no message any more.</summary>
    /// <returns>Whether it is at the one already, and dies of it, though nobody may know that yet.</returns>
    public bool End()
    {
        lock (_lock)
        {
            _point = null;
            return _isReached;
        }
    }

    /// <summary>Hears a message.</summary>
    /// <returns>What is to become of it, if it is the one.</returns>
    public Moment? Hear(string statement, char type)
    {
        lock (_lock)
        {
            _hasBegun |= !waits && statement == Registration;
            if (!_hasBegun || counts?.Invoke(statement, type) == false)
            {
                return null;
            }

            if (!_said.TryGetValue(statement, out var types))
            {
                _said[statement] = types = [];
            }

            types.Add(type);
            if (_point?.Statement != statement || !_point.IsAt(types))
            {
                return null;
            }

            _isReached = true;
            return _point.Moment;
        }
    }
}
