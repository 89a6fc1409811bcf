using Roost.Generators.Text;

namespace Roost.Generators.Model;

/// <summary>Writes the one attribute by which the host finds what was generated for an assembly.</summary>
internal static class ModelEmitter
{
    public static string Emit(string @namespace, IEnumerable<string> clients, IReadOnlyCollection<string> validated, IEnumerable<string> migrations)
    {
        var code = CodeWriter.File(@namespace, $"[assembly: global::{@namespace}.RoostModelAttribute]").Open("internal sealed class RoostModelAttribute : global::Roost.GeneratedModelAttribute");
        List(code, "global::Roost.Contracts.ContractDescriptor", "Contracts", clients.Select(c => $"{c}.Descriptor"));
        List(code, "string", "Migrations", migrations.Select(Names.Literal));
        if (validated.Count > 0)
        {
            code.Open("public override void AddValidators(global::Roost.Validation.ValidatorSet validators)");
            foreach (var type in validated)
            {
                code.Line($"validators.Add<{type}>(Validators.Validate);");
            }

            code.Close();
        }

        return code.Close().ToString();
    }

    private static void List(CodeWriter code, string type, string name, IEnumerable<string> items)
    {
        var list = string.Join(", ", items);
        if (list.Length > 0)
        {
            code.Line($"public override global::System.Collections.Generic.IReadOnlyList<{type}> {name} => [{list}];");
        }
    }
}
