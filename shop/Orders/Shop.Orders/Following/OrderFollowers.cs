using System.Collections.Concurrent;

namespace Shop.Orders.Following;

/// <summary>How many streams this host keeps open for each who follows orders: they cost a look at the database every other second.</summary>
internal sealed class OrderFollowers
{
    private const int MostOfOne = 20;
    private readonly ConcurrentDictionary<Guid, int> _streams = new();

    /// <returns>Whether there is room for one more.</returns>
    public bool TryEnter(Guid who)
    {
        if (_streams.AddOrUpdate(who, 1, static (_, count) => count + 1) <= MostOfOne)
        {
            return true;
        }

        Leave(who);
        return false;
    }

    public void Leave(Guid who)
    {
        if (_streams.AddOrUpdate(who, 0, static (_, count) => count - 1) == 0)
        {
            _streams.TryRemove(new(who, 0));
        }
    }
}
