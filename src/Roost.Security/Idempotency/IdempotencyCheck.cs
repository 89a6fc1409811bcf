using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Postgres;
using Roost.Startup;

namespace Roost.Security.Idempotency;

/// <summary>A host that answers requests under a key needs the system role, and owners for the keys.</summary>
internal sealed class IdempotencyCheck(EdgeEndpoints endpoints, IOptions<PostgresOptions> options) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        var keyed = endpoints.OfModules().Where(endpoint => endpoint.Metadata.GetMetadata<IdempotencyMetadata>() is not null).ToList();
        foreach (var endpoint in keyed.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null))
        {
            faults.Add(new(
                "RST051",
                $"{endpoint.RoutePattern.RawText} asks for an Idempotency-Key and lets anybody in; a key belongs to whoever is signed in.",
                $"module {endpoint.Metadata.GetRequiredMetadata<ModuleMetadata>().Module}",
                "Require authorization there, or leave RequireIdempotencyKey() out and make repetition harmless by a unique value in the request."));
        }

        if (keyed.Count > 0 && HasNoSystemRole())
        {
            faults.Add(new(
                "RST050",
                $"{keyed[0].RoutePattern.RawText} asks for an Idempotency-Key, and there is no connection string for the system role, which clears away old answers.",
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
