namespace Roost.Postgres.Embedded;

/// <summary>
/// A fault of the embedded cluster. The message is one line for people: what is wrong, where, and what to do about it.
/// </summary>
/// <param name="fault">What kind of fault, for programs.</param>
/// <param name="message">What is wrong and what to do, for people.</param>
/// <param name="innerException">What was seen underneath, if anything.</param>
public sealed class EmbeddedClusterException(ClusterFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What kind of fault this is.</summary>
    public ClusterFault Fault { get; } = fault;
}
