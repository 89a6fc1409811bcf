namespace Roost.Remoting.Compatibility.Description;

/// <summary>What the file calls a type: its full name, with what it is made with.</summary>
internal static class TypeNames
{
    public static string Of(Type type)
    {
        if (ScalarTypes.Names.TryGetValue(type, out var scalar))
        {
            return scalar;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        var name = type.IsGenericType ? type.GetGenericTypeDefinition().FullName! : type.FullName!;
        return type.IsGenericType ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(',', type.GenericTypeArguments.Select(Of))}>" : name;
    }

    /// <summary>Without namespaces, as people say it.</summary>
    public static string Short(string name)
    {
        var end = name.IndexOf('<', StringComparison.Ordinal);
        var head = end < 0 ? name : name[..end];
        var start = head.LastIndexOfAny(['.', '+']) + 1;
        return end < 0
            ? head[start..]
            : $"{head[start..]}<{string.Join(", ", name[(end + 1)..^1].Split(',').Select(Short))}>";
    }
}
