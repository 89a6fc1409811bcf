namespace Roost.Edge.Endpoints;

/// <summary>
/// Says on an endpoint that it only sends requests on to the host that has the module. What describes the answer, and what needs the module's database, is left to that
/// host.
/// </summary>
public sealed record ForwardedMetadata;
