using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;

namespace Roost.Modules;

/// <summary>What a module says of its jobs.</summary>
public static class JobDeclarations
{
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
        return module
            .Add(new JobFact<TJob, THandler>($"{module.Name}.{declaration.Name ?? JobNames.Of(typeof(TJob))}", declaration))
            .Services(static services => services.AddScoped<THandler>());
    }
}
