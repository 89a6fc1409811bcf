using Roost.Startup;

namespace Roost.Topology;

/// <summary>How roles are written.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, HostRoles> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = HostRoles.Api,
        ["worker"] = HostRoles.Worker,
        ["gateway"] = HostRoles.Gateway,
    };

    /// <returns>The role; <see cref="HostRoles.None"/> if there is none of this name, which is a fault.</returns>
    public static HostRoles Parse(string name, string where, ICollection<Fault> faults)
    {
        if (Roles.TryGetValue(name, out var role))
        {
            return role;
        }

        faults.Add(new("RST003", $"There is no role '{name}'.", where, $"Use some of {string.Join(", ", Roles.Keys)}."));
        return HostRoles.None;
    }
}
