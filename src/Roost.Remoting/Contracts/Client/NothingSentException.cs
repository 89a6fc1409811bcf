namespace Roost.Remoting.Contracts.Client;

/// <summary>No host that takes a request could be connected to, so that nothing of it was sent.</summary>
internal sealed class NothingSentException(string path, Exception? cause) : HttpRequestException(HttpRequestError.ConnectionError, $"No host that takes '{path}' can be reached.", cause);
