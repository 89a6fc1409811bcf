namespace Roost.Remoting.Contracts.Server;

/// <summary>The arguments of a call cannot be read; nothing was done.</summary>
internal sealed class UnreadableArgumentsException(Exception cause) : Exception(cause.Message, cause);
