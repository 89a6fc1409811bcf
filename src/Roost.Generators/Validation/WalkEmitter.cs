using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Writes the code that goes from a value to the values inside it that have rules; one for each method, whose locals it numbers.</summary>
internal sealed class WalkEmitter(ValidationGraph graph)
{
    private int _names;

    /// <param name="shape">Where they are.</param>
    /// <param name="access">The value, as code reads it.</param>
    /// <param name="name">Its name, as an expression of type string.</param>
    public void Emit(CodeWriter code, Shape shape, string access, string name) => Walk(code, shape, access, name, null);

    private void Walk(CodeWriter code, Shape shape, string access, string name, string? index)
    {
        var id = _names++;
        switch (shape)
        {
            case Shape.Value value when graph.IsLive(value.Type):
                code.Open($"if ({access} is {{ }} item{id} && context.Enter({name}{(index is null ? "" : ", " + index)}))");
                code.Line($"Validate(item{id}, context);").Line("context.Leave();").Close();
                break;
            case Shape.List list:
                code.Open($"if ({access} is {{ }} list{id}{(list.MayBeDefault ? $" && !list{id}.IsDefault" : "")})");
                code.Line($"var index{id} = 0;");
                code.Open($"foreach (var element{id} in {(list.Cast is null ? "" : $"({list.Cast})")}list{id})");
                Null(code, list.RefusesNull, $"element{id}", $"{Nested(name, index)} + \"[\" + index{id} + \"]\"");
                Walk(code, list.Element, $"element{id}", Nested(name, index), $"index{id}");
                code.Line($"index{id}++;").Close().Close();
                break;
            case Shape.Dictionary dictionary:
                code.Open($"if ({access} is {{ }} entries{id})");
                code.Open($"foreach (var entry{id} in ({dictionary.Pairs})entries{id})");
                var entry = $"{Nested(name, index)} + \"[\" + global::System.Convert.ToString(entry{id}.Key, global::System.Globalization.CultureInfo.InvariantCulture) + \"]\"";
                Null(code, dictionary.RefusesNull, $"entry{id}.Value", entry);
                Walk(code, dictionary.Entry, $"entry{id}.Value", entry, null);
                code.Close().Close();
                break;
        }
    }

    // System.Text.Json looks at the nullability of properties, not at that of elements.
    private static void Null(CodeWriter code, bool isRefused, string access, string name)
    {
        if (isRefused)
        {
            code.Open($"if ({access} is null)").Line($"context.Add({name}, \"is required\");").Close();
        }
    }

    private static string Nested(string name, string? index) => index is null ? name : $"{name} + \"[\" + {index} + \"]\"";
}
