using Roost.Messaging.Declaration;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>What a module says of one version of a saga, besides what the saga says of itself.</summary>
public sealed class SagaDeclaration
{
    internal string QueueName { get; private set; } = "default";

    internal short DefaultPriority { get; private set; }

    internal TimeSpan Kept { get; private set; } = TimeSpan.FromDays(7);

    /// <summary>The queue that its instances wait in until a worker goes on with them.</summary>
    /// <value>The default is <c>default</c>.</value>
    public SagaDeclaration Queue(string name)
    {
        QueueName = JobDeclaration.CheckName(name);
        return this;
    }

    /// <summary>How urgent its instances are: lower goes first, from -1000 to 1000.</summary>
    /// <value>The default is 0.</value>
    public SagaDeclaration Priority(short priority)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(priority, (short)-1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, (short)1000);
        DefaultPriority = priority;
        return this;
    }

    /// <summary>How long no other instance may have the key of one that is over: 1 hour to 366 days.</summary>
    /// <value>The default is 7 days.</value>
    public SagaDeclaration Keep(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.FromHours(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(366));
        Kept = time;
        return this;
    }
}
