using System.Collections.Concurrent;

namespace Shop.Orders.Following;

/// <summary>Who waits on this host for an order to get further.</summary>
internal sealed class OrderWatch
{
    private readonly ConcurrentDictionary<Guid, Watchers> _orders = new();

    /// <summary>Begins to watch an order: from here on no change is missed.</summary>
    public Watch Begin(Guid order)
    {
        while (true)
        {
            var watchers = _orders.GetOrAdd(order, static _ => new Watchers());
            if (watchers.TryEnter())
            {
                return new(this, order, watchers);
            }
        }
    }

    public void Wake(Guid order)
    {
        if (_orders.TryGetValue(order, out var watchers))
        {
            watchers.Wake();
        }
    }

    /// <summary>One who watches, until it is disposed of.</summary>
    public sealed class Watch : IDisposable
    {
        private readonly OrderWatch _watch;
        private readonly Guid _order;
        private readonly Watchers _watchers;

        internal Watch(OrderWatch watch, Guid order, Watchers watchers) => (_watch, _order, _watchers, Next) = (watch, order, watchers, watchers.Next);

        /// <summary>Ends with the first change since the watch began, or since the last look.</summary>
        public Task Next { get; private set; }

        /// <summary>Says that the order is looked up now: what changes behind that ends the new <see cref="Next"/>.</summary>
        public void Looks() => Next = _watchers.Next;

        public void Dispose()
        {
            if (_watchers.Leave())
            {
                _watch._orders.TryRemove(new(_order, _watchers));
            }
        }
    }

    internal sealed class Watchers
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Next => Volatile.Read(ref _next).Task;

        public void Wake() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

        /// <returns>Whether it may be entered: once the last has left, nobody may.</returns>
        public bool TryEnter()
        {
            lock (_lock)
            {
                return _count >= 0 && ++_count > 0;
            }
        }

        /// <returns>Whether that was the last.</returns>
        public bool Leave()
        {
            lock (_lock)
            {
                _count = _count == 1 ? -1 : _count - 1;
                return _count < 0;
            }
        }
    }
}
