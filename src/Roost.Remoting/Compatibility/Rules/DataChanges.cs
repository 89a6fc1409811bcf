namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Collects obstacles. One type travels in many places, and is wrong once; for all of them.</summary>
internal sealed class DataChanges
{
    private readonly Dictionary<(string Place, string What), Found> _found = [];

    public void Add(IEnumerable<Obstacle> obstacles, Direction direction, string victim)
    {
        foreach (var obstacle in obstacles)
        {
            var (what, remedy) = ObstacleWords.Of(obstacle, direction);
            if (!_found.TryGetValue((obstacle.Place, what), out var found))
            {
                _found.Add((obstacle.Place, what), found = new(remedy, []));
            }

            if (!found.Victims.Contains(victim))
            {
                found.Victims.Add(victim);
            }
        }
    }

    public IEnumerable<Change> All => _found.Select(found => new Change(Severity.Breaks, found.Key.Place, found.Key.What, found.Value.Victims, found.Value.Remedy));

    private sealed record Found(string Remedy, List<string> Victims);
}
