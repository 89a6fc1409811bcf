namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Collects obstacles. One type travels in many places, and is wrong once; for all of them.</summary>
internal sealed class DataChanges
{
    private readonly Dictionary<(string Place, string What), Found> _found = [];

    public void Add(IEnumerable<Obstacle> obstacles, Direction direction, Keeping keeping, string victim)
    {
        foreach (var obstacle in obstacles)
        {
            var key = (obstacle.Place.Name, ObstacleWords.Of(obstacle, direction, keeping).What);
            if (!_found.TryGetValue(key, out var found))
            {
                found = new(obstacle, direction);
                _found.Add(key, found);
            }

            found.Add(keeping, victim);
        }
    }

    public IEnumerable<Change> All => _found.Values.Select(found => found.ToChange());

    private sealed class Found(Obstacle obstacle, Direction direction)
    {
        private readonly List<string> _victims = [];
        private Keeping _keeping;

        /// <summary>Where something is kept in several places, what to do minds all of them: what is gone from one may still lie in another.</summary>
        public Change ToChange()
        {
            var (what, remedy) = ObstacleWords.Of(obstacle, direction, _keeping);
            return new(ObstacleWords.SeverityOf(obstacle, _keeping), obstacle.Place.Name, what, _victims, remedy);
        }

        public void Add(Keeping keeping, string victim)
        {
            _keeping |= keeping;
            if (!_victims.Contains(victim))
            {
                _victims.Add(victim);
            }
        }
    }
}
