using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Roost.Topology;

namespace Roost.Hosting;

/// <summary>
/// Opens the ports that the topology names, as the server's own configuration has them, so that certificates and limits can be set there. The internal port speaks
/// HTTP/2 and nothing else, which without TLS it could not do beside HTTP/1.1.
/// </summary>
internal static class HostPorts
{
    private const string Endpoints = "Kestrel:Endpoints";
    private const string Internal = "internal";

    public static void Add(IConfigurationManager configuration, HostShape shape)
    {
        if (shape.Topology?.Self is not { } self || (self.Port is null && self.InternalPort is null))
        {
            return;
        }

        var listen = configuration[$"{RoostHostOptions.Section}:{nameof(RoostHostOptions.Listen)}"] ?? new RoostHostOptions().Listen;
        var settings = new Dictionary<string, string?>();
        if (self.InternalPort is { } port)
        {
            settings[$"{Endpoints}:{Internal}:Url"] = $"http://{listen}:{port}";
            settings[$"{Endpoints}:{Internal}:Protocols"] = "Http2";
        }

        // The server takes no notice of other addresses once it has endpoints.
        var addresses = self.Port is { } open ? [$"http://{listen}:{open}"]
            : configuration.GetSection(Endpoints).GetChildren().Any(endpoint => endpoint.Key != Internal) ? []
            : Addresses(configuration);
        for (var i = 0; i < addresses.Length; i++)
        {
            settings[$"{Endpoints}:public{(i == 0 ? "" : $"{i + 1}")}:Url"] = addresses[i];
        }

        // What operators say of the same endpoints stands.
        configuration.AddInMemoryCollection(settings.Where(setting => configuration[setting.Key] is null));
        configuration[WebHostDefaults.ServerUrlsKey] = null;
    }

    private static string[] Addresses(IConfiguration configuration) =>
        configuration[WebHostDefaults.ServerUrlsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        ?? configuration[WebHostDefaults.HttpPortsKey]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"http://*:{port}").ToArray()
        ?? ["http://localhost:5000"];
}
