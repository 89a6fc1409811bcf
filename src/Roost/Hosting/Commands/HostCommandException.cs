namespace Roost.Hosting.Commands;

/// <summary>A command cannot be carried out; the message says why and what to do, and is all that is printed.</summary>
public sealed class HostCommandException(string message, Exception? cause = null) : Exception(message, cause);
