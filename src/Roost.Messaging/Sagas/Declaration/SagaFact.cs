using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Adding;
using Roost.Messaging.Declaration;
using Roost.Messaging.Jobs;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>One version of a saga that a module declares: a kind of job whose jobs are its instances.</summary>
public abstract class SagaFact : JobFact
{
    private protected SagaFact(string name, int version, Type sagaType, SagaDeclaration declaration, SagaPlan plan)
        : base($"{name}.v{version}", sagaType, new JobDeclaration().Queue(declaration.QueueName).Priority(declaration.DefaultPriority).Attempts(100))
    {
        Name = name;
        Version = version;
        Keep = declaration.Kept;
        Plan = plan;
    }

    /// <summary>The name that all its versions have: <c>module.saga-type</c>.</summary>
    public string Name { get; }

    /// <summary>Which version it is.</summary>
    public int Version { get; }

    /// <summary>How long no other instance may have the key of one that is over.</summary>
    public TimeSpan Keep { get; }

    /// <summary>The type of its state.</summary>
    public abstract Type StateType { get; }

    internal SagaPlan Plan { get; }

    internal abstract Saga Create(IServiceProvider services);

    // Its job says nothing: where it stands is in the saga's own row.
    internal sealed override object Read(ReadOnlySpan<byte> payload, JobEnvelope envelope) => Plan;

    // What drives an instance is the driver, and not a handler.
    internal sealed override Task<Result> HandleAsync(IServiceProvider services, object job, JobRun run, CancellationToken cancellationToken) => throw new UnreachableException();
}

internal sealed class SagaFact<TSaga>(string name, int version, SagaDeclaration declaration, SagaPlan plan) : SagaFact(name, version, typeof(TSaga), declaration, plan)
    where TSaga : Saga
{
    public override Type StateType { get; } = StateOf(typeof(TSaga));

    internal override Saga Create(IServiceProvider services) => services.GetRequiredService<TSaga>();

    private static Type StateOf(Type saga)
    {
        var type = saga;
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Saga<>))
        {
            type = type.BaseType!;
        }

        return type.GetGenericArguments()[0];
    }
}
