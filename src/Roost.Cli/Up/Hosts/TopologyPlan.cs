using System.Text.Json;
using System.Text.Json.Nodes;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Cli.Up.Hosts;

/// <summary>Which hosts one run has. All are on this machine, so the ports that the file says are taken by whatever is free, but for the one that clients know.</summary>
internal sealed class TopologyPlan
{
    /// <summary>One host with everything, for which no file is needed.</summary>
    public const string Default = "single";

    /// <summary>The database of hosts that name none.</summary>
    public const string MainDatabase = TopologyHost.DefaultDatabase;

    private static readonly string[] Colours = ["cyan", "green", "yellow", "blue", "red", "aqua", "lime", "purple", "olive", "teal"];

    private readonly StateFolder _state;
    private readonly string? _text;

    private TopologyPlan(StateFolder state, string? text, IReadOnlyList<HostPlan> hosts)
    {
        _state = state;
        _text = text;
        Hosts = hosts;
    }

    /// <summary>The topology file with the ports of this run, once it is saved; <see langword="null"/> where there is one host only.</summary>
    public string? File => IsSingle ? null : _state.PathOf("topology.json");

    public IReadOnlyList<HostPlan> Hosts { get; }

    /// <summary>The host that clients come to.</summary>
    public HostPlan Entrance => EntranceOf(Hosts, host => host.Topology);

    public bool IsSingle => _text is null;

    /// <summary>The databases, by their names in the topology, in the order of the file.</summary>
    public IReadOnlyList<string> Databases => [.. Hosts.Where(host => !host.IsGateway).Select(host => host.Database).Distinct()];

    /// <summary>Whether hosts have databases of their own, which a command of all modules at once could not reach.</summary>
    public bool HasServiceDatabases => Databases is not [MainDatabase];

    /// <summary>Reads what is asked for. Nothing is written: another run may still use the folder.</summary>
    /// <exception cref="CliFault">There is no such topology, or nothing could come up as it says.</exception>
    public static TopologyPlan Create(Project project, string asked, int port)
    {
        if (asked == Default)
        {
            return new(project.State, null, [new("shop", Colours[0], null, port, null)]);
        }

        var source = Find(project, asked);
        var read = Read(source);
        if (read.All.Where(host => !host.Is(HostRoles.Gateway)).GroupBy(host => host.Database).FirstOrDefault(hosts => !hosts.Any(host => host.Is(HostRoles.Api))) is { } closed)
        {
            throw new CliFault($"Database '{closed.Key}' has no host with the role \"api\": {string.Join(", ", closed.Select(host => host.Name))}. Give one of them that role in {source}.");
        }

        if (read.All.All(host => host.Is(HostRoles.Gateway)))
        {
            throw new CliFault($"All hosts are gateways: there is nobody behind them. Add a host with the roles \"api\" and \"worker\" to {source}.");
        }

        var entrance = EntranceOf(read.All, host => host).Name;
        var taken = new HashSet<int> { port };
        var hosts = read.All.Select((host, i) => new HostPlan(
            host.Name, Colours[i % Colours.Length],
            host with { Address = "127.0.0.1", Port = host.Name == entrance ? port : Free(taken), InternalPort = host.InternalPort is null ? null : Free(taken) },
            0, HostKey.Create())).Select(host => host with { Port = host.Topology!.Port!.Value }).ToList();
        return new(project.State, TextOf(source, hosts), hosts);
    }

    /// <summary>Writes the file that the hosts read.</summary>
    public void Save()
    {
        if (File is { } file)
        {
            _state.WriteSecret(file, _text!);
        }
    }

    private static T EntranceOf<T>(IReadOnlyList<T> hosts, Func<T, TopologyHost?> topology) =>
        hosts.FirstOrDefault(host => topology(host)?.Is(HostRoles.Gateway) == true) ?? hosts.FirstOrDefault(host => topology(host)?.Is(HostRoles.Api) == true) ?? hosts[0];

    /// <summary>The topologies that Shop comes with.</summary>
    public static IEnumerable<string> NamesIn(Project project) => Directory.Exists(Folder(project))
        ? Directory.EnumerateFiles(Folder(project), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).Prepend(Default)
        : [Default];

    /// <summary>The name or the file of a topology, as it can be said in any folder.</summary>
    /// <exception cref="CliFault">There is none.</exception>
    public static string Known(Project project, string asked) => asked != Default && Find(project, asked) is var file && System.IO.File.Exists(asked) ? file : asked;

    private static string Folder(Project project) => project.PathOf("shop", "Shop.Host", "topologies");

    private static string Find(Project project, string asked)
    {
        if (System.IO.File.Exists(asked))
        {
            return Path.GetFullPath(asked);
        }

        var named = Path.Combine(Folder(project), $"{asked}.json");
        return System.IO.File.Exists(named) ? named : throw new CliFault($"There is no topology '{asked}': {string.Join(", ", NamesIn(project))}, or the path of a file.");
    }

    private static TopologyFile Read(string source)
    {
        var faults = new List<Fault>();
        var read = TopologyFile.Read(source, faults);
        return faults.Count == 0 ? read : throw new CliFault($"The topology has faults:{string.Concat(faults.Select(fault => $"\n  {fault.Code}  {fault.What}\n    where: {fault.Where}\n    mend:  {fault.Remedy}"))}");
    }

    /// <summary>The file as it is, with the ports of this run.</summary>
    private static string TextOf(string source, IEnumerable<HostPlan> hosts)
    {
        var text = JsonNode.Parse(System.IO.File.ReadAllText(source), documentOptions: new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!;
        foreach (var host in hosts)
        {
            var entry = text["hosts"]![host.Name]!;
            entry["address"] = host.Topology!.Address;
            entry["port"] = host.Topology.Port;
            if (host.Topology.InternalPort is { } port)
            {
                entry["internalPort"] = port;
            }
        }

        return text.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static int Free(HashSet<int> taken)
    {
        int port;
        do
        {
            port = LoopbackPort.FindFree();
        }
        while (!taken.Add(port));
        return port;
    }
}
