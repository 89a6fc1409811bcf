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
        var section = configuration.GetSection(HostOptions.Section);
        var roles = HostRoles.None;
        foreach (var name in List(section, nameof(HostOptions.Roles), "api", "worker"))
        {
            if (RoleNames.TryGetValue(name, out var role))
            {
                roles |= role;
            }
            else
            {
                faults.Add(new("RST003", $"There is no role '{name}'.", $"{HostOptions.Section}:Roles", $"Use some of {string.Join(", ", RoleNames.Keys)}."));
            }
        }

        var modules = new List<ModuleModel>();
        foreach (var name in List(section, nameof(HostOptions.Modules), "*"))
        {
            var found = model.Modules.Where(module => name == "*" || module.Name == name).ToList();
            if (found.Count == 0)
            {
                faults.Add(new(
                    "RST004",
                    $"There is no module '{name}' in this image.",
                    $"{HostOptions.Section}:Modules",
                    $"Use '*' or some of {string.Join(", ", model.Modules.Select(module => module.Name))}, or add the module to the image in Program.cs."));
            }

            modules.AddRange(found.Except(modules));
        }

        return new HostShape(section[nameof(HostOptions.Name)] ?? "single", roles, modules);
    }

    private static string[] List(IConfiguration section, string key, params string[] defaults)
    {
        var values = section.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>().ToArray();
        // One value with commas is what fits into an environment variable.
        return values.Length > 0
            ? values
            : section[key]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? defaults;
    }
}
