using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Roost.Generators.Travel;

/// <summary>Places that were reported already: one record travels in many methods, and is wrong once.</summary>
internal sealed class ReportedPlaces
{
    private readonly ConcurrentDictionary<(Location, string), bool> _places = new();

    public bool Add(Location place, string what) => _places.TryAdd((place, what), true);
}
