namespace Roost.Topology;

/// <summary>One host of a topology, as the file says.</summary>
/// <param name="Name">Its name, unique in the topology.</param>
/// <param name="Roles">What it does.</param>
/// <param name="Modules">The modules that it activates; <c>*</c> for all of the image.</param>
/// <param name="Address">Under which name or address the other hosts reach it.</param>
/// <param name="Port">Where it serves endpoints and probes; <see langword="null"/> if that is decided elsewhere, as by <c>ASPNETCORE_URLS</c>.</param>
/// <param name="InternalPort">Where it answers other hosts; <see langword="null"/> if it does not.</param>
/// <param name="Database">The name of the database that its modules live in.</param>
public sealed record TopologyHost(string Name, HostRoles Roles, IReadOnlyList<string> Modules, string Address, int? Port, int? InternalPort, string Database)
{
    /// <summary>The database of hosts that name none.</summary>
    public const string DefaultDatabase = "main";

    /// <summary>Whether it has a role.</summary>
    public bool Is(HostRoles role) => (Roles & role) == role;

    /// <summary>Whether it activates a module.</summary>
    public bool Activates(string module) => Modules.Contains(module, StringComparer.Ordinal) || Modules.Contains("*", StringComparer.Ordinal);
}
