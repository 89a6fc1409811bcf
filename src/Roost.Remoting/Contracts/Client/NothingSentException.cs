namespace Roost.Remoting.Contracts.Client;

/// <summary>No host with a module could be connected to, so that nothing of the call was sent.</summary>
internal sealed class NothingSentException(string module, Exception? cause) : HttpRequestException(HttpRequestError.ConnectionError, $"No host with the module '{module}' can be reached.", cause);
