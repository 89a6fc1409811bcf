using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Writes the validators of an assembly: one overload of <c>Validate</c> for each type.</summary>
internal sealed class ValidatorEmitter(ValidationGraph graph)
{
    private const string Context = "global::Roost.Validation.ValidationContext context";

    private int _rules;

    public string Emit(string @namespace)
    {
        var code = CodeWriter.File(@namespace).Open("internal static class Validators");
        var first = true;
        foreach (var type in graph.Live)
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
            Type(code, type);
        }

        return code.Close().ToString();
    }

    private void Type(CodeWriter code, TypeNode type)
    {
        var rules = Fields(code, type);
        code.Open($"public static void Validate({type.Type} value, {Context})");
        Derived(code, type);
        var walk = new WalkEmitter(graph);
        if (type.IsValueType && rules.Count > 0)
        {
            code.Line("object owner = value;");
        }

        var owner = type.IsValueType ? "owner" : "value";
        foreach (var rule in type.Rules)
        {
            code.Line($"context.Check({owner}, {rules[rule]}, {owner}, \"\");");
        }

        foreach (var member in graph.Members(type))
        {
            var access = member.Access.Length == 0 ? "value" : "value." + member.Access;
            foreach (var rule in member.Rules)
            {
                code.Line($"context.Check({owner}, {rules[rule]}, {access}, {Names.Literal(member.WireName)});");
            }

            if (graph.Leads(member))
            {
                walk.Emit(code, member.Shape!, access, Names.Literal(member.WireName));
            }
        }

        if (type.IsValidatableObject)
        {
            // A type's own rules take for granted that the attributes hold.
            code.Open("if (context.IsValid)");
            code.Line("context.Check((global::System.ComponentModel.DataAnnotations.IValidatableObject)value);");
            code.Close();
        }

        code.Close();
    }

    private Dictionary<string, string> Fields(CodeWriter code, TypeNode type)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in type.Rules.Concat(type.Members.SelectMany(m => m.Rules)))
        {
            if (!fields.ContainsKey(rule))
            {
                fields[rule] = $"Rule{_rules++}";
                code.Line($"private static readonly global::System.ComponentModel.DataAnnotations.ValidationAttribute {fields[rule]} = {rule};");
            }
        }

        if (fields.Count > 0)
        {
            code.Line();
        }

        return fields;
    }

    private void Derived(CodeWriter code, TypeNode type)
    {
        var derived = graph.Derived(type).ToList();
        if (derived.Count == 0)
        {
            return;
        }

        code.Open("switch (value)");
        for (var i = 0; i < derived.Count; i++)
        {
            code.Line($"case {derived[i].Type} derived{i}:");
            code.Continue($"Validate(derived{i}, context);");
            code.Continue("return;");
        }

        code.Close().Line();
    }
}
