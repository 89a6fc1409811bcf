using Roost.Messaging.Faults.Tests.Proxy;
using Shop.Faults.Tests.Proxy;
using Shop.Faults.Tests.Scenes;

namespace Shop.Faults.Tests.Stages;

/// <summary>A scene in which the host is to die at a point.</summary>
internal sealed record Visit(Scene Scene, Point Point)
{
    /// <summary>
    /// All that there are in a scene: each round trip to the database and each request to the provider, before the other side gets it and before the host gets the answer.
    /// </summary>
    /// <param name="scene">The scene.</param>
    /// <param name="said">What a host says in it that nobody disturbs.</param>
    public static IEnumerable<Visit> All(Scene scene, IReadOnlyDictionary<string, IReadOnlyList<char>> said) =>
        from statement in said.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        where ShopStatements.Matters(statement.Key)
        from moment in new[] { Moment.Withheld, Moment.Answered }
        from number in Enumerable.Range(1, moment == Moment.Withheld ? statement.Value.Count : statement.Value.Count(Point.AsksForAnswer))
        select new Visit(scene, new Point(statement.Key, number, moment));

    /// <summary>Both sides of each request to the provider that a scene is about.</summary>
    public static IEnumerable<Visit> AtTheProvider(Scene scene) =>
        from request in scene.Requests
        from moment in new[] { Moment.Withheld, Moment.Answered }
        select new Visit(scene, new Point(request, 1, moment));

    public bool IsAtTheProvider => Scene.Requests.Contains(Point.Statement);

    public override string ToString() => $"{Scene}: {Point}";
}
