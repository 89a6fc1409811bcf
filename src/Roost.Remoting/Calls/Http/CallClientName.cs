namespace Roost.Remoting.Calls.Http;

/// <summary>The name of an HTTP client whose requests are calls.</summary>
internal sealed record CallClientName(string Name);
