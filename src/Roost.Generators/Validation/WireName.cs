using Microsoft.CodeAnalysis;

namespace Roost.Generators.Validation;

/// <summary>The name of a member in JSON.</summary>
internal static class WireName
{
    public static string Of(ISymbol member)
    {
        var named = member.GetAttributes().FirstOrDefault(a => a.AttributeClass.Is(KnownNames.JsonPropertyName));
        return named?.ConstructorArguments.FirstOrDefault().Value as string ?? CamelCase(member.Name);
    }

    /// <summary>As JsonNamingPolicy.CamelCase has it: <c>IPAddress</c> gives <c>ipAddress</c>.</summary>
    public static string CamelCase(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length && char.IsUpper(letters[i]); i++)
        {
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]))
            {
                break;
            }

            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
