using System.Text.RegularExpressions;
using Roost.Contracts;
using Roost.Startup;

namespace Roost.Model;

/// <summary>What must hold of every model, whichever modules a host activates. The compiler finds most of it first.</summary>
internal static partial class ModelRules
{
    public static void Check(ApplicationModel model, ICollection<Fault> faults)
    {
        foreach (var duplicate in model.Modules.GroupBy(module => module.Name).Where(group => group.Count() > 1))
        {
            faults.Add(new(
                "RST010",
                $"Two modules are named '{duplicate.Key}': {string.Join(" and ", duplicate.Select(module => module.ModuleType.FullName))}.",
                "Program.cs",
                "Give each module a name of its own in [Module(\"name\")]."));
        }

        foreach (var namesakes in model.Modules.SelectMany(module => module.Exports).Distinct().GroupBy(contract => contract.Name).Where(group => group.Count() > 1))
        {
            faults.Add(new(
                "RST018",
                $"{namesakes.Count()} contracts are named {namesakes.Key}: {string.Join(" and ", namesakes.Select(contract => contract.FullName))}.",
                "Program.cs",
                "Give each contract a name of its own: calls between hosts, their settings and their metrics go by it."));
        }

        foreach (var contract in model.UsedByHosts.Where(contract => model.ExporterOf(contract) is null && !model.Provided.ContainsKey(contract)))
        {
            faults.Add(new("RST014", $"The host program uses {contract.Name}, which no module of this image exports.", "Program.cs", $"Add the module with [Exports<{contract.Name}>] to the image, or take .Uses<{contract.Name}>() away."));
        }

        foreach (var module in model.Modules)
        {
            CheckModule(model, module, faults);
        }
    }

    private static void CheckModule(ApplicationModel model, ModuleModel module, ICollection<Fault> faults)
    {
        if (!Name().IsMatch(module.Name))
        {
            faults.Add(new("RST011", $"'{module.Name}' is no name for a module.", module.ModuleType.FullName!, "Use lower-case letters, digits and hyphens, at most 40, beginning with a letter."));
        }

        if (IsReserved(module.Name))
        {
            faults.Add(new("RST017", $"'{module.Name}' would be a schema that is Roost's or PostgreSQL's own.", module.ModuleType.FullName!, "Give the module another name: not roost, public or information-schema, and none that begins with pg-."));
        }

        foreach (var contract in module.Exports)
        {
            if (model.ExporterOf(contract) != module)
            {
                faults.Add(new("RST012", $"{contract.Name} is exported by '{model.ExporterOf(contract)!.Name}' and by '{module.Name}'.", $"module {module.Name}", "Remove one [Exports<…>]: a contract has one implementation."));
            }

            if (module.Implementations.Count(implementation => implementation.Contract == contract) != 1)
            {
                faults.Add(new("RST013", $"Module '{module.Name}' exports {contract.Name} and implements it {module.Implementations.Count(i => i.Contract == contract)} times.", $"module {module.Name}", $"Declare .Implements<{contract.Name}, …>() once."));
            }

            CheckDescriptor(model, module, contract, faults);
        }

        foreach (var contract in module.Uses)
        {
            if (model.ExporterOf(contract) is null && !model.Provided.ContainsKey(contract))
            {
                faults.Add(new("RST014", $"Module '{module.Name}' uses {contract.Name}, which no module of this image exports.", $"module {module.Name}", $"Add the module with [Exports<{contract.Name}>] to the image in Program.cs."));
            }
        }

        foreach (var implementation in module.Implementations.Where(implementation => !module.Exports.Contains(implementation.Contract)))
        {
            faults.Add(new("RST015", $"Module '{module.Name}' implements {implementation.Contract.Name} and does not export it.", $"module {module.Name}", $"Add [Exports<{implementation.Contract.Name}>] to {module.ModuleType.Name}."));
        }
    }

    private static void CheckDescriptor(ApplicationModel model, ModuleModel module, Type contract, ICollection<Fault> faults)
    {
        if (model.DescriptorOf(contract) is null)
        {
            faults.Add(new(
                "RST016",
                $"There is no generated client for {contract.Name}.",
                $"module {module.Name}, {contract.Assembly.GetName().Name}",
                $"Mark the interface with [{nameof(ContractAttribute)[..^9]}] and let its project reference Roost.Generators."));
        }
    }

    /// <summary>The module's name becomes its schema, and its role gets rights on whatever is there.</summary>
    private static bool IsReserved(string name) =>
        name.Replace('-', '_') is "roost" or "public" or "information_schema" or "pg" or ['p', 'g', '_', ..];

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Name();
}
