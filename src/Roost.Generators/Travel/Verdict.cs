using Microsoft.CodeAnalysis;
using Roost.Generators.Text;

namespace Roost.Generators.Travel;

/// <summary>Whether a type is data that means the same in two processes.</summary>
/// <param name="Reason">Why it is not; <see langword="null"/> if it is.</param>
/// <param name="Remedy">What to take instead.</param>
/// <param name="Parts">The types it is made of that have to be judged; <see langword="null"/> for a record, which has members.</param>
internal sealed record Verdict(string? Reason, string? Remedy, IReadOnlyList<ITypeSymbol>? Parts)
{
    private static readonly Verdict Fine = new(null, null, []);
    private static readonly Verdict Record = new(null, null, null);

    public bool IsRefused => Reason is not null;

    public static Verdict Of(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter or TypeKind.Error || IsSimple(type))
        {
            return Fine;
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType == SpecialType.System_Byte
                ? Refuse("an array can be changed by whoever holds it", "Use ReadOnlyMemory<byte>.")
                : Refuse("an array can be changed by whoever holds it", $"Use ImmutableArray<{array.ElementType.InMessage()}>.");
        }

        if (type.TypeKind == TypeKind.Delegate)
        {
            return Refuse("code does not travel", "Use a record with the values that decide, and leave the code where it runs.");
        }

        if (type.SpecialType == SpecialType.System_Object || type.TypeKind == TypeKind.Dynamic)
        {
            return Refuse("nothing says what it holds", "Name the type.");
        }

        return type is not INamedTypeSymbol named ? Refuse("it is part of the running process", "Use a record with the values that are needed.")
            : CollectionRules.Of(named) ?? OfNamed(named);
    }

    internal static Verdict Refuse(string reason, string remedy) => new(reason, remedy, null);

    internal static Verdict MadeOf(IEnumerable<ITypeSymbol> parts) => new(null, null, [.. parts]);

    private static Verdict OfNamed(INamedTypeSymbol type)
    {
        if (type.Is("System.ReadOnlyMemory`1") && type.TypeArguments[0].SpecialType == SpecialType.System_Byte)
        {
            return Fine;
        }

        if (type.IsTupleType)
        {
            return Refuse("the names in a tuple are lost on the way", "Use a record.");
        }

        if (type.ContainingAssembly?.Name == "Roost.Abstractions")
        {
            return MadeOf(type.TypeArguments);
        }

        if (Validation.ShapeReader.IsFramework(type))
        {
            return Refuse("it is part of the running process", "Use a record with the values that are needed.");
        }

        return type switch
        {
            { TypeKind: TypeKind.Interface } => Refuse("an interface says nothing of the data behind it", "Use a record."),
            // Whether a struct of another assembly is a record cannot be seen; whether it is readonly can.
            { TypeKind: TypeKind.Struct, IsReadOnly: false } => Refuse($"'{type.InMessage()}' is a struct that is not readonly", "Declare it as 'readonly record struct'."),
            { TypeKind: TypeKind.Struct } or { IsRecord: true } => Record,
            _ => Refuse($"'{type.InMessage()}' is a class, which can change and may hold more than data", "Use a record with properties that have 'get' and 'init'."),
        };
    }

    private static bool IsSimple(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or SpecialType.System_Decimal or SpecialType.System_DateTime => true,
        >= SpecialType.System_SByte and <= SpecialType.System_Double => true,
        _ => type.Name switch
        {
            "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Int128" or "UInt128" or "Half" =>
                type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
            _ => false,
        },
    };
}
