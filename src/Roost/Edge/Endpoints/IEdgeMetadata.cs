namespace Roost.Edge.Endpoints;

/// <summary>Metadata of an endpoint that the edge acts upon before the endpoint is reached: a gateway in front of the host acts upon it, too.</summary>
public interface IEdgeMetadata;
