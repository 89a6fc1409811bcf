using Microsoft.AspNetCore.Builder;

namespace Roost.Edge.Endpoints;

/// <summary>A fact of the application model: a convention for all endpoints of a module.</summary>
/// <param name="Apply">Adds filters, policies or metadata.</param>
public sealed record EndpointConventionFact(Action<IEndpointConventionBuilder> Apply);
