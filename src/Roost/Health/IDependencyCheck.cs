namespace Roost.Health;

/// <summary>
/// Asks something that the host cannot do without: a database, a broker. Readiness depends on the answer, unless it says otherwise; liveness
/// never does, because a restart mends nobody's database.
/// </summary>
/// <remarks>
/// It is asked about once a second, never twice at a time, and given up on after <see cref="TimeLimit"/>. It must not take
/// what requests need, such as a place in their pool, and it should drop connections that it knows to be dead.
/// An exception counts as <see cref="DependencyState.Down"/> with its message as the cause.
/// </remarks>
public interface IDependencyCheck
{
    /// <summary>How long an answer may take: 2 seconds.</summary>
    static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>The dependency's name, such as <c>postgres</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether readiness depends on it. What is <see langword="false"/> shows at <c>/healthz</c> only: requests can be served, and somebody should look.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    bool IsRequired => true;

    /// <summary>Asks it.</summary>
    Task<DependencyState> CheckAsync(CancellationToken cancellationToken);
}
