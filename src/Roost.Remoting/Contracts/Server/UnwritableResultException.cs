namespace Roost.Remoting.Contracts.Server;

/// <summary>A call has committed, and its result is none that can be written.</summary>
internal sealed class UnwritableResultException(Exception cause) : Exception(cause.Message, cause);
