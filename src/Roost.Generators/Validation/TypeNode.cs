using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>A type as validation sees it.</summary>
/// <param name="Type">How code writes it, which is also its identity.</param>
/// <param name="IsDeclaredHere">Whether this assembly declares it, and so offers its validator to others.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="IsValidatableObject">Whether it has rules of its own in code.</param>
/// <param name="Rules">Attributes on the type itself.</param>
/// <param name="Members">Its members that have rules, or whose values may have them; inherited ones too.</param>
/// <param name="Bases">Its base classes, nearest first.</param>
/// <param name="Derived">Types that JSON may put in its place.</param>
/// <param name="Definition">The generic type that it is made from.</param>
internal sealed record TypeNode(
    string Type,
    bool IsDeclaredHere,
    bool IsValueType,
    bool IsValidatableObject,
    EquatableArray<string> Rules,
    EquatableArray<MemberNode> Members,
    EquatableArray<TypeName> Bases,
    EquatableArray<string> Derived,
    string? Definition)
{
    public bool HasRules => IsValidatableObject || Rules.Count > 0 || Members.Any(m => m.Rules.Count > 0);

    public bool HasAnything => HasRules || Members.Count > 0 || Derived.Count > 0;

    /// <summary>A base class that has nothing to check but what is derived from it.</summary>
    public static TypeNode Empty(TypeName name) => new(name.Type, name.IsDeclaredHere, false, false, default, default, default, default, null);
}

/// <param name="Access">How it is read from <c>value</c>; empty for the value itself.</param>
/// <param name="WireName">Its name in JSON.</param>
/// <param name="Rules">The rules for its value, as code that makes the attributes.</param>
/// <param name="Shape">What is inside it.</param>
internal sealed record MemberNode(string Access, string WireName, EquatableArray<string> Rules, Shape? Shape);

internal sealed record TypeName(string Type, bool IsDeclaredHere);

/// <summary>What reading a type declaration gave: its own node, types it leads to that are declared elsewhere, and what is wrong.</summary>
internal sealed record TypeReading(EquatableArray<TypeNode> Nodes, EquatableArray<Fault> Faults, OpenGeneric? OpenGeneric);

/// <summary>A generic type with rules: they hold only where code of this assembly says which types it is made with.</summary>
internal sealed record OpenGeneric(string Definition, Fault Fault);
