using System.Net;
using Roost.Topology;

namespace Roost.Remoting.Contracts.Client;

/// <summary>Another host of the topology, and the connections to it.</summary>
internal sealed class ContractHost : IDisposable
{
    private readonly HttpMessageInvoker _http;

    public ContractHost(TopologyHost host, bool isEncrypted)
    {
        Name = host.Name;
        Address = new($"{(isEncrypted ? "https" : "http")}://{host.Address}:{host.InternalPort}");
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            EnableMultipleHttp2Connections = true,
            // Names change hands, and a host that was added must get its share.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // A host that is gone without a word, as when its machine is, must not be waited for until somebody's deadline.
            KeepAlivePingDelay = TimeSpan.FromSeconds(5),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        });
    }

    public string Name { get; }

    public Uri Address { get; }

    public async Task<HttpResponseMessage> SendAsync(string path, string seal, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Headers.TryAddWithoutValidation(Trust.CallSeal.Header, seal);
        return await _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
