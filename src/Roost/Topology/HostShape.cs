using Roost.Model;

namespace Roost.Topology;

/// <summary>What this process is: its roles, and the modules that it activates.</summary>
public sealed class HostShape
{
    internal HostShape(string name, HostRoles roles, IReadOnlyList<ModuleModel> modules, IReadOnlyList<ModuleModel> stored, TopologyModel? topology = null)
    {
        Stored = stored;
        Topology = topology;
        Name = name;
        Roles = roles;
        Modules = modules;
    }

    /// <summary>The host's name in the topology.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public HostRoles Roles { get; }

    /// <summary>The modules that it activates.</summary>
    public IReadOnlyList<ModuleModel> Modules { get; }

    /// <summary>The modules whose tables, jobs and events are in this host's database, active here or in another host.</summary>
    public IReadOnlyList<ModuleModel> Stored { get; }

    /// <summary>The hosts that it is one of; <see langword="null"/> where no topology file is named, and there is no other.</summary>
    public TopologyModel? Topology { get; }

    /// <summary>Whether clients come to it themselves: it is a gateway, or there is none in front of it. What is counted of clients is counted there, and nowhere else.</summary>
    public bool IsEdge => Is(HostRoles.Gateway) || Topology?.HasGateway != true;

    /// <summary>Whether it has a role.</summary>
    public bool Is(HostRoles role) => (Roles & role) == role;

    /// <summary>The facts of one type that concern this host's database, each with its module.</summary>
    public IEnumerable<(ModuleModel Module, TFact Fact)> StoredFacts<TFact>() => Stored.SelectMany(module => module.Facts<TFact>().Select(fact => (module, fact)));

    /// <summary>Whether it activates a module.</summary>
    public bool Activates(ModuleModel module) => Modules.Contains(module);
}
