using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Travel;

/// <summary>Follows what a contract or an event carries and reports what is not immutable data.</summary>
internal sealed class DataRules(Action<Diagnostic> report, ReportedPlaces reported)
{
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    /// <param name="type">What travels.</param>
    /// <param name="path">Where it stands, as the message names it; <see langword="null"/> if it stands for itself.</param>
    /// <param name="place">Where the message points; inside a type of this compilation it points there.</param>
    public void Check(ITypeSymbol type, string? path, Location place)
    {
        var whole = path is null ? type.InMessage() : $"{path}: {type.InMessage()}";
        foreach (var part in Parts(type, whole, place))
        {
            Record(part, place);
        }
    }

    /// <summary>The records in a type, after reporting what else is in it.</summary>
    private IEnumerable<INamedTypeSymbol> Parts(ITypeSymbol type, string whole, Location place)
    {
        switch (Verdict.Of(type))
        {
            case { IsRefused: true } verdict:
                Report(place, whole, verdict.Reason!, verdict.Remedy!);
                return [];
            case { Parts: { } parts }:
                return [.. parts.SelectMany(p => Parts(p, whole, place))];
            default:
                return [(INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)];
        }
    }

    private void Record(INamedTypeSymbol record, Location place)
    {
        if (!_seen.Add(record))
        {
            return;
        }

        if (Derived(record) is { } derived)
        {
            foreach (var type in derived)
            {
                Record(type, place);
            }
        }
        else if (record.IsAbstract)
        {
            Report(At(record, place), record.InMessage(), "it is abstract, and nothing says what to make of it at the other end", "Name what it may be: [JsonDerivedType(typeof(…), \"…\")].");
        }

        for (var declaring = record; declaring is { SpecialType: SpecialType.None }; declaring = declaring.BaseType)
        {
            foreach (var member in declaring.GetMembers().Where(m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false }))
            {
                Member(declaring, member, At(member, place));
            }
        }
    }

    private void Member(INamedTypeSymbol record, ISymbol member, Location place)
    {
        if (member is IFieldSymbol { IsConst: false } field)
        {
            Report(place, $"{record.InMessage()}.{field.Name}: {field.Type.InMessage()}", "it is a field, and JSON holds properties", "Make it a property with 'get' and 'init'.");
        }
        else if (member is IPropertySymbol { IsIndexer: false } property)
        {
            var path = $"{record.InMessage()}.{property.Name}";
            if (property.SetMethod is { IsInitOnly: false, DeclaredAccessibility: Accessibility.Public })
            {
                Report(place, $"{path}: {property.Type.InMessage()}", "it can be set after it was sent", "Write 'init' instead of 'set'.");
            }

            foreach (var part in Parts(property.Type, $"{path}: {property.Type.InMessage()}", place))
            {
                Record(part, place);
            }
        }
    }

    private void Report(Location place, string what, string reason, string remedy)
    {
        if (reported.Add(place, what))
        {
            report(Diagnostic.Create(Catalogue.CannotTravel, place, what, reason, remedy));
        }
    }

    private static IReadOnlyList<INamedTypeSymbol>? Derived(INamedTypeSymbol record)
    {
        var derived = record.GetAttributes()
            .Where(a => a.AttributeClass.Is(KnownNames.JsonDerivedType))
            .Select(a => a.ConstructorArguments.FirstOrDefault().Value)
            .OfType<INamedTypeSymbol>()
            .ToList();
        return derived.Count > 0 ? derived : null;
    }

    // A generic type is right or wrong by what it is made with, and that stands where it is used.
    private static Location At(ISymbol symbol, Location user) =>
        (symbol as INamedTypeSymbol ?? symbol.ContainingType).IsGenericType ? user : symbol.Locations.FirstOrDefault(l => l.IsInSource) ?? user;
}
