using Microsoft.CodeAnalysis;

namespace Roost.Generators.Sagas;

/// <summary>What keeps the steps of a saga from being read.</summary>
internal sealed record Obstacle(Location Where, string Reason, string Remedy);
