using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Roost.Postgres;
using Roost.Startup;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>The operators' interface shows all tenants' jobs: it is served to whom the application named, or not at all.</summary>
internal sealed class JobOperationsCheck(IOptions<JobOperationsOptions> options, IOptions<PostgresOptions> postgres, IAuthorizationPolicyProvider policies) : IStartupCheck
{
    private const string Where = "module job-operations";

    public async ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Policy))
        {
            faults.Add(new("RST081", "The operators' interface to jobs has no policy that says who may use it.", Where, "Name one: AddJobOperations(options => options.Policy = \"operator\")."));
        }
        else if (await policies.GetPolicyAsync(options.Value.Policy) is null)
        {
            faults.Add(new(
                "RST082",
                $"The operators' interface to jobs is for the policy '{options.Value.Policy}', and there is none of that name.",
                Where,
                $"Add it: services.AddAuthorizationBuilder().AddPolicy(\"{options.Value.Policy}\", …)."));
        }

        try
        {
            if (string.IsNullOrWhiteSpace(postgres.Value.System))
            {
                faults.Add(new(
                    "RST083",
                    "This host serves the operators' interface to jobs, and there is no connection string for the system role.",
                    $"{PostgresOptions.Section}:{nameof(PostgresOptions.System)}",
                    "Set it to the system role's connection string, which ./roost up does by itself; or leave job-operations out of Roost:Host:Modules."));
            }
        }
        catch (OptionsValidationException)
        {
            // Reported by the options' own check.
        }
    }
}
