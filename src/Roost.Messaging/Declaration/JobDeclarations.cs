using Microsoft.Extensions.DependencyInjection;
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
}
