namespace Roost.Generators.Boundaries;

/// <summary>Finds the circles in a graph.</summary>
internal static class Cycles
{
    /// <summary>More would help nobody, and their number can grow with the factorial of the graph's size.</summary>
    private const int Most = 20;

    /// <summary>Every circle that meets no node twice, each from its first node in order; a node that points to itself is none.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, IReadOnlyList<string>> edges)
    {
        var found = new List<IReadOnlyList<string>>();
        foreach (var start in edges.Keys.OrderBy(n => n, StringComparer.Ordinal))
        {
            Follow(start, [start]);
        }

        return found;

        void Follow(string node, List<string> path)
        {
            foreach (var next in edges.TryGetValue(node, out var targets) ? targets : [])
            {
                if (found.Count >= Most)
                {
                    return;
                }

                if (next == path[0] && path.Count > 1)
                {
                    found.Add([.. path]);
                }
                else if (string.CompareOrdinal(next, path[0]) > 0 && !path.Contains(next) && CanReturn(next, path[0]))
                {
                    path.Add(next);
                    Follow(next, path);
                    path.RemoveAt(path.Count - 1);
                }
            }
        }

        bool CanReturn(string from, string to)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal) { from };
            var ahead = new Queue<string>([from]);
            while (ahead.Count > 0)
            {
                foreach (var next in edges.TryGetValue(ahead.Dequeue(), out var targets) ? targets : [])
                {
                    if (next == to)
                    {
                        return true;
                    }

                    if (seen.Add(next))
                    {
                        ahead.Enqueue(next);
                    }
                }
            }

            return false;
        }
    }
}
