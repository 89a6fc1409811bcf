using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Proxy;
using Shop.Faults.Tests.Scenes;

namespace Shop.Faults.Tests.Stages;

/// <summary>A scene in which a host is to die at a point.</summary>
internal sealed record Visit(Scene Scene, Point Point, string Host = OneHostShop.Host)
{
    private static readonly Moment[] Sides = [Moment.Withheld, Moment.Answered];

    /// <summary>
    /// All that there are for a host in a scene: each round trip to the database and each request to the provider or another host, before the other side gets it and before
    /// the host gets the answer. One that has no part in the scene has its heartbeat.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="said">What the host says in it that nobody disturbs.</param>
    /// <param name="host">The host.</param>
    public static IReadOnlyList<Visit> All(Scene scene, IReadOnlyDictionary<string, IReadOnlyList<char>> said, string host = OneHostShop.Host)
    {
        Visit[] all =
        [
            .. from statement in said.OrderBy(entry => entry.Key, StringComparer.Ordinal)
               where ShopStatements.Matters(statement.Key)
               from moment in Sides
               from number in Enumerable.Range(1, moment == Moment.Withheld ? statement.Value.Count : statement.Value.Count(Point.AsksForAnswer))
               select new Visit(scene, new Point(statement.Key, number, moment), host),
        ];
        return all.Length > 0 ? all : [.. Sides.Select(moment => new Visit(scene, new Point(ShopStatements.Heartbeat, 1, moment), host))];
    }

    /// <summary>Both sides of each request to the provider that a scene is about.</summary>
    public static IEnumerable<Visit> AtTheProvider(Scene scene) =>
        from request in scene.Requests
        from moment in Sides
        select new Visit(scene, new Point(request, 1, moment));

    public bool IsAtTheProvider => Scene.Requests.Contains(Point.Statement);

    /// <summary>Whether it may be missed, since it depends on how often a host looks.</summary>
    public bool IsUncertain => ShopStatements.IsRepeated(Point.Statement) && Point.Number > 1;

    /// <summary>Whether another host is asked for something.</summary>
    public bool IsAtAnotherHost => Point.Statement.Contains(" /", StringComparison.Ordinal) && !IsAtTheProvider;

    public override string ToString() => Host == OneHostShop.Host ? $"{Scene}: {Point}" : $"{Scene}: {Host}: {Point}";
}
