using Microsoft.Extensions.Logging;
using Roost.Operations;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>Writes down who looked at what may be nobody's business, and who did what.</summary>
internal sealed class OperatorLog(CallContext context, ILogger<OperatorLog> logger)
{
    public void Looked(JobDetails job) => Log.Looked(logger, context.Principal.Id, job.Id, job.Kind, job.Tenant);

    public void Looked(SagaSummary saga) => Sagas.Log.Looked(logger, context.Principal.Id, saga.Id, saga.Name, saga.Tenant);

    public void Steered(string action, string target, string outcome) => Log.Steered(logger, context.Principal.Id, action, target, outcome);
}
