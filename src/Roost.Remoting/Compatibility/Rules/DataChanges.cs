namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Collects obstacles. One type travels in many places, and is wrong once; for all of them.</summary>
internal sealed class DataChanges
{
    private readonly Dictionary<(string Place, string What), Found> _found = [];

    public void Add(IEnumerable<Obstacle> obstacles, Direction direction, Keeping keeping, string victim)
    {
        foreach (var obstacle in obstacles)
        {
            var (what, remedy) = ObstacleWords.Of(obstacle, direction, keeping);
            var found = new Found(ObstacleWords.SeverityOf(obstacle, keeping), keeping, remedy, []);
            // What helps those that are kept the longest helps all.
            if (_found.TryGetValue((obstacle.Place.Name, what), out var known))
            {
                found = known.Keeping >= keeping ? known : found with { Victims = known.Victims };
            }

            if (!found.Victims.Contains(victim))
            {
                found.Victims.Add(victim);
            }

            _found[(obstacle.Place.Name, what)] = found;
        }
    }

    public IEnumerable<Change> All => _found.Select(found => new Change(found.Value.Severity, found.Key.Place, found.Key.What, found.Value.Victims, found.Value.Remedy));

    private sealed record Found(Severity Severity, Keeping Keeping, string Remedy, List<string> Victims);
}
