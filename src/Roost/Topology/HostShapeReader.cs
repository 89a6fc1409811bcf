using Microsoft.Extensions.Configuration;
using Roost.Model;
using Roost.Startup;

namespace Roost.Topology;

/// <summary>Reads from the configuration what this process is. Faults are collected, and what can be understood is used.</summary>
internal static class HostShapeReader
{
    private static readonly Dictionary<string, HostRoles> RoleNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = HostRoles.Api,
        ["worker"] = HostRoles.Worker,
        ["gateway"] = HostRoles.Gateway,
    };

    public static HostShape Read(IConfiguration configuration, ApplicationModel model, ICollection<Fault> faults)
    {
        var section = configuration.GetSection(RoostHostOptions.Section);
        var defaults = new RoostHostOptions();
        var roles = HostRoles.None;
        foreach (var name in List(section[nameof(RoostHostOptions.Roles)] ?? defaults.Roles))
        {
            if (RoleNames.TryGetValue(name, out var role))
            {
                roles |= role;
            }
            else
            {
                faults.Add(new("RST003", $"There is no role '{name}'.", $"{RoostHostOptions.Section}:Roles", $"Use some of {string.Join(", ", RoleNames.Keys)}."));
            }
        }

        var modules = new List<ModuleModel>();
        foreach (var name in List(section[nameof(RoostHostOptions.Modules)] ?? defaults.Modules))
        {
            var found = model.Modules.Where(module => name == "*" || module.Name == name).ToList();
            if (found.Count == 0 && name != "*")
            {
                faults.Add(new(
                    "RST004",
                    $"There is no module '{name}' in this image.",
                    $"{RoostHostOptions.Section}:Modules",
                    $"Use '*' or some of {string.Join(", ", model.Modules.Select(module => module.Name))}, or add the module to the image in Program.cs."));
            }

            modules.AddRange(found.Except(modules));
        }

        return new HostShape(section[nameof(RoostHostOptions.Name)] ?? defaults.Name, roles, modules);
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
