namespace Roost.Messaging.Streams.Declaration;

/// <summary>What a module says of one projection.</summary>
public sealed class ProjectionDeclaration
{
    internal List<Type> States { get; } = [];

    internal bool IsInline { get; private set; }

    /// <summary>Lets it hear the events of a stream of the same module.</summary>
    /// <typeparam name="TState">What the stream's events add up to.</typeparam>
    public ProjectionDeclaration Of<TState>()
        where TState : class, new()
    {
        States.Add(typeof(TState));
        return this;
    }

    /// <summary>Runs it in the transaction of each append: what is read behind the commit has it already, and the append waits for it.</summary>
    /// <value>By default it runs behind the commit, in hosts with the role <c>worker</c>.</value>
    public ProjectionDeclaration Inline()
    {
        IsInline = true;
        return this;
    }
}
