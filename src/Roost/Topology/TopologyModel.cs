using Roost.Model;
using Roost.Startup;

namespace Roost.Topology;

/// <summary>The topology that this host is a part of, with the modules of the image.</summary>
public sealed class TopologyModel
{
    private readonly TopologyFile _file;

    internal TopologyModel(TopologyFile file, TopologyHost self)
    {
        _file = file;
        Self = self;
    }

    /// <summary>This host.</summary>
    public TopologyHost Self { get; }

    /// <summary>All hosts, in the order of the file.</summary>
    public IReadOnlyList<TopologyHost> Hosts => _file.All;

    /// <summary>Whether clients come by a gateway.</summary>
    public bool HasGateway => Hosts.Any(host => host.Is(HostRoles.Gateway));

    /// <summary>The hosts that activate a module in a role.</summary>
    public IEnumerable<TopologyHost> HostsOf(ModuleModel module, HostRoles role)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Hosts.Where(host => host.Is(role) && host.Activates(module.Name));
    }

    /// <summary>The name of the database that a module's tables, jobs and events are in.</summary>
    public string DatabaseOf(ModuleModel module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Hosts.FirstOrDefault(host => host.Activates(module.Name))?.Database ?? TopologyHost.DefaultDatabase;
    }

    /// <summary>Checks that the hosts together do what the modules of the image need.</summary>
    internal static void Check(TopologyFile file, ApplicationModel model, ICollection<Fault> faults)
    {
        foreach (var host in file.All)
        {
            foreach (var unknown in host.Modules.Where(name => name != "*" && model.Modules.All(module => module.Name != name)))
            {
                faults.Add(new(
                    "RST004",
                    $"There is no module '{unknown}' in this image.",
                    $"{file.Path}: {host.Name}",
                    $"Use '*' or some of {string.Join(", ", model.Modules.Select(module => module.Name))}, or add the module to the image in Program.cs."));
            }
        }

        foreach (var module in model.Modules)
        {
            var hosts = file.All.Where(host => host.Activates(module.Name)).ToList();
            if (!hosts.Exists(host => host.Is(HostRoles.Api)) || !hosts.Exists(host => host.Is(HostRoles.Worker)))
            {
                faults.Add(new(
                    "RST125",
                    $"Module '{module.Name}' is active in no host with the role {(hosts.Exists(host => host.Is(HostRoles.Api)) ? "worker: its jobs, sagas and subscriptions would never run" : "api: its endpoints and contracts would not be there")}.",
                    file.Path,
                    $"Add '{module.Name}' to such a host's \"modules\"."));
            }

            if (hosts.Select(host => host.Database).Distinct().Count() > 1)
            {
                faults.Add(new(
                    "RST129",
                    $"Module '{module.Name}' has more than one database: {string.Join(", ", hosts.Select(host => $"{host.Database} in {host.Name}"))}.",
                    file.Path,
                    "Let all hosts that activate it name the same \"database\"."));
            }
        }

        CheckCalls(file, model, faults);
    }

    private static void CheckCalls(TopologyFile file, ApplicationModel model, ICollection<Fault> faults)
    {
        var called = from host in file.All
                     from contract in model.Modules.Where(module => host.Activates(module.Name)).SelectMany(module => module.Uses).Concat(model.UsedByHosts)
                     let exporter = model.ExporterOf(contract)
                     where exporter is not null && !host.Activates(exporter.Name)
                     from callee in file.All
                     where callee.Is(HostRoles.Api) && callee.Activates(exporter.Name) && callee.InternalPort is null
                     select callee;
        foreach (var callee in called.Distinct())
        {
            faults.Add(new("RST128", $"Other hosts call modules of '{callee.Name}', which has no internal port.", $"{file.Path}: {callee.Name}", "Give it an \"internalPort\"."));
        }
    }
}
