using System.Net;

namespace Shop.Webhooks.Addresses;

/// <summary>Asks for the addresses of a name.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);
