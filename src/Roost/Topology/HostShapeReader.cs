using Microsoft.Extensions.Configuration;
using Roost.Model;
using Roost.Startup;

namespace Roost.Topology;

/// <summary>Reads from the configuration what this process is. Faults are collected, and what can be understood is used.</summary>
internal static class HostShapeReader
{
    private static readonly RoostHostOptions Defaults = new();

    public static HostShape Read(IConfiguration configuration, ApplicationModel model, ICollection<Fault> faults)
    {
        var section = configuration.GetSection(RoostHostOptions.Section);
        var name = section[nameof(RoostHostOptions.Name)] ?? Defaults.Name;
        if (section[nameof(RoostHostOptions.Topology)] is { Length: > 0 } path)
        {
            return FromTopology(Path.Combine(AppContext.BaseDirectory, path), name, section, model, faults);
        }

        var roles = HostRoles.None;
        foreach (var role in List(section[nameof(RoostHostOptions.Roles)] ?? Defaults.Roles))
        {
            roles |= RoleNames.Parse(role, $"{RoostHostOptions.Section}:Roles", faults);
        }

        var modules = new List<ModuleModel>();
        foreach (var module in List(section[nameof(RoostHostOptions.Modules)] ?? Defaults.Modules))
        {
            var found = model.Modules.Where(known => module == "*" || known.Name == module).ToList();
            if (found.Count == 0 && module != "*")
            {
                faults.Add(new(
                    "RST004",
                    $"There is no module '{module}' in this image.",
                    $"{RoostHostOptions.Section}:Modules",
                    $"Use '*' or some of {string.Join(", ", model.Modules.Select(known => known.Name))}, or add the module to the image in Program.cs."));
            }

            modules.AddRange(found.Except(modules));
        }

        return new HostShape(name, roles, modules, model.Modules);
    }

    private static HostShape FromTopology(string path, string name, IConfigurationSection section, ApplicationModel model, ICollection<Fault> faults)
    {
        var file = TopologyFile.Read(path, faults);
        if (file.All.Count == 0)
        {
            return new(name, HostRoles.None, [], []);
        }

        TopologyModel.Check(file, model, faults);
        foreach (var key in new[] { nameof(RoostHostOptions.Roles), nameof(RoostHostOptions.Modules) }.Where(key => section[key] is not null))
        {
            faults.Add(new("RST127", $"{key} stand in the configuration, and a topology file is named, which has them as well.", $"{RoostHostOptions.Section}:{key}", "Leave them to the file, or name no file."));
        }

        if (file.All.FirstOrDefault(host => host.Name == name) is not { } self)
        {
            faults.Add(new("RST126", $"There is no host '{name}' in the topology.", $"{RoostHostOptions.Section}:{nameof(RoostHostOptions.Name)}", $"Use one of {string.Join(", ", file.All.Select(host => host.Name))}, or add it to {path}."));
            return new(name, HostRoles.None, [], []);
        }

        var topology = new TopologyModel(file, self);
        return new(
            name, self.Roles, [.. model.Modules.Where(module => self.Activates(module.Name))], [.. model.Modules.Where(module => topology.DatabaseOf(module) == self.Database)], topology);
    }

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
