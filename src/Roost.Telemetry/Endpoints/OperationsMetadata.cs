namespace Roost.Telemetry.Endpoints;

/// <summary>Marks an endpoint for those who run the host.</summary>
internal sealed class OperationsMetadata
{
    public static readonly OperationsMetadata Instance = new();
}
