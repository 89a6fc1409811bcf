using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Messaging.Steering.Endpoints;

namespace Roost.Messaging;

/// <summary>Gives a host the operators' interface to jobs.</summary>
public static class JobOperationsExtensions
{
    /// <summary>
    /// Serves <c>/v1/ops/jobs</c>: lists, dead letters, queues, and what can be done to them, for all tenants. It is the module <c>job-operations</c>, so a topology
    /// decides which hosts have it. They need the system role's connection string.
    /// </summary>
    /// <param name="roost">The host.</param>
    /// <param name="configure">Names the policy. A host does not start without one.</param>
    public static RoostBuilder AddJobOperations(this RoostBuilder roost, Action<JobOperationsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(roost);
        ArgumentNullException.ThrowIfNull(configure);
        roost.Host.Services.Configure(configure);
        return roost.AddModule<JobOperationsModule>();
    }
}
