namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>Counts what a worker says, from when it registers, and knows the message at which it is to die.</summary>
internal sealed class Script(Point? point)
{
    private const string Begin = "roost.job_worker";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<char>> _said = new(StringComparer.Ordinal);
    private bool _hasBegun;

    /// <summary>The message, if there is one.</summary>
    public Point? Point => point;

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

    /// <summary>Hears a message.</summary>
    /// <returns>What is to become of it, if it is the one.</returns>
    public Moment? Hear(string statement, char type)
    {
        lock (_lock)
        {
            _hasBegun |= statement == Begin;
            if (!_hasBegun)
            {
                return null;
            }

            if (!_said.TryGetValue(statement, out var types))
            {
                _said[statement] = types = [];
            }

            types.Add(type);
            return point?.Statement == statement && point.IsAt(types) ? point.Moment : null;
        }
    }
}
