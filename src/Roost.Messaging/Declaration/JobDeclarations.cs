using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Endpoints;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;

namespace Roost.Modules;

/// <summary>What a module says of its jobs.</summary>
public static class JobDeclarations
{
    /// <summary>Gives a queue limits, whatever kinds of job are in it. One module says it; a queue without limits needs no declaration.</summary>
    /// <param name="module">The module.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="declare">Its limits.</param>
    public static ModuleDeclaration Queue(this ModuleDeclaration module, string queue, Action<QueueDeclaration> declare)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(declare);
        var declaration = new QueueDeclaration();
        declare(declaration);
        return module.Add(new QueueFact(JobDeclaration.CheckName(queue), declaration.Running, declaration.RateLimit));
    }

    /// <summary>Declares a kind of job and who does it.</summary>
    /// <typeparam name="TJob">What is to be done: a record that travels as JSON.</typeparam>
    /// <typeparam name="THandler">Who does it, in the scope of one attempt.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="declare">Queue, priority, attempts, time-out.</param>
    public static ModuleDeclaration Job<TJob, THandler>(this ModuleDeclaration module, Action<JobDeclaration>? declare = null)
        where TJob : notnull
        where THandler : class, IJobHandler<TJob>
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new JobDeclaration();
        declare?.Invoke(declaration);
        if (declaration.IsFromTheBeginning)
        {
            throw new ArgumentException($"{typeof(TJob).Name} is a job, which has no past. FromTheBeginning is for subscriptions.", nameof(declare));
        }

        return module
            .Add(new JobFact<TJob, THandler>($"{module.Name}.{declaration.Name ?? JobNames.Of(typeof(TJob))}", declaration))
            .Services(static services => services.AddScoped<THandler>());
    }

    /// <summary>
    /// Serves <c>GET /v1/jobs/{id}</c> and <c>DELETE /v1/jobs/{id}</c>: how a job of the caller's tenant goes, also as server-sent events, and its cancellation; of
    /// all modules' jobs. One module of the application says it.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="policy">The authorization policy of those who may ask.</param>
    /// <param name="version">The version of the public interface that they belong to.</param>
    public static ModuleDeclaration JobEndpoints(this ModuleDeclaration module, string policy, int version = 1)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentException.ThrowIfNullOrEmpty(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return module.Add(new JobEndpointsFact()).Add(new EndpointsFact(version, routes => Messaging.Monitoring.JobEndpoints.Map(routes, policy)));
    }
}
