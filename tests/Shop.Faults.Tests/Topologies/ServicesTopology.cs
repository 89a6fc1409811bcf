using System.Text.Json;
using System.Text.Json.Nodes;
using Roost.Postgres.Embedded;
using Shop.Shapes.Tests;

namespace Shop.Faults.Tests.Topologies;

/// <summary>The topology <c>services</c> that Shop comes with, at ports that are free; a host reaches the others by ports of its own, which lead there through proxies.</summary>
internal sealed class ServicesTopology
{
    private static readonly JsonDocumentOptions Commented = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private readonly JsonNode _file;

    public ServicesTopology()
    {
        _file = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "shop", "Shop.Host", "topologies", "services.json")), documentOptions: Commented)!;
        Hosts = [.. _file["hosts"]!.AsObject().Select(entry => Read(entry.Key, entry.Value!))];
    }

    public IReadOnlyList<ServiceHost> Hosts { get; }

    public ServiceHost Gateway => Hosts.Single(host => host.IsGateway);

    /// <summary>The databases by name, each with the host that brings its schema up to date.</summary>
    public IReadOnlyDictionary<string, ServiceHost> Databases => Hosts.Where(host => host.IsApi).DistinctBy(host => host.Database).ToDictionary(host => host.Database!);

    public string DatabaseOf(string module) => Hosts.First(host => host.Modules.Contains(module)).Database!;

    /// <summary>The file as one host gets it.</summary>
    /// <param name="itself">The host.</param>
    /// <param name="ports">By which ports it reaches the others' ports.</param>
    public string For(ServiceHost itself, Func<int, int> ports)
    {
        var file = _file.DeepClone();
        foreach (var host in Hosts)
        {
            var entry = file["hosts"]![host.Name]!;
            entry["port"] = Seen(host.Port);
            if (host.InternalPort is { } port)
            {
                entry["internalPort"] = Seen(port);
            }

            int Seen(int one) => host == itself ? one : ports(one);
        }

        return file.ToJsonString();
    }

    private static ServiceHost Read(string name, JsonNode entry) => new(
        name, Texts(entry["roles"]), Texts(entry["modules"]), (string?)entry["database"], LoopbackPort.FindFree(), entry["internalPort"] is null ? null : LoopbackPort.FindFree());

    private static IReadOnlyList<string> Texts(JsonNode? array) => [.. (array?.AsArray() ?? []).Select(one => (string)one!)];
}
