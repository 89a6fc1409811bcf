using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Postgres;
using Roost.Startup;

namespace Roost.Security.Idempotency;

/// <summary>A host that answers requests under a key needs the system role.</summary>
internal sealed class IdempotencyCheck(EdgeEndpoints endpoints, IOptions<PostgresOptions> options) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var keyed = endpoints.OfModules().FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<IdempotencyMetadata>() is not null);
        if (keyed is not null && HasNoSystemRole())
        {
            faults.Add(new(
                "RST050",
                $"{keyed.RoutePattern.RawText} asks for an Idempotency-Key, and there is no connection string for the system role, which keeps the answers.",
                $"{PostgresOptions.Section}:System",
                "Set it to the system role's connection string; ./roost up does it by itself."));
        }

        return default;
    }

    private bool HasNoSystemRole()
    {
        try
        {
            return string.IsNullOrWhiteSpace(options.Value.System);
        }
        catch (OptionsValidationException)
        {
            // Reported by the options' own check.
            return false;
        }
    }
}
