using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Reads types, and the types that their members lead to, for validation.</summary>
internal sealed class TypeReader(ValidationScope scope)
{
    private readonly ImmutableArray<TypeNode>.Builder _nodes = ImmutableArray.CreateBuilder<TypeNode>();
    private readonly ImmutableArray<Fault>.Builder _faults = ImmutableArray.CreateBuilder<Fault>();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<INamedTypeSymbol> _ahead = new();

    public EquatableArray<TypeNode> Nodes => _nodes.ToImmutable();

    public EquatableArray<Fault> Faults => _faults.ToImmutable();

    /// <summary>Reads a type that the assembly declares; <see langword="null"/> if validation has nothing to do with it.</summary>
    public TypeReading? ReadDeclared(INamedTypeSymbol type)
    {
        var isReachable = Reach.IsReachable(type);
        if (!isReachable || ValidationScope.IsGeneric(type))
        {
            if (!Carries(type))
            {
                return null;
            }

            var fault = Unreachable.Type(type, isReachable);
            return isReachable ? new(default, default, new(Definition(type), fault)) : new(default, ImmutableArray.Create(fault), null);
        }

        var node = Node(type);
        if (node.HasAnything)
        {
            _nodes.Add(node);
            ReadAhead();
        }

        return _nodes.Count > 0 || _faults.Count > 0 ? new(Nodes, Faults, null) : null;
    }

    /// <summary>What is inside a value of this type; types that no declaration here is read for are read at once.</summary>
    public Shape? ReadShape(ITypeSymbol type) => Follow(ShapeReader.Read(type, scope, out var leaf), leaf);

    /// <summary>What is inside a value of a type that is itself a collection.</summary>
    public Shape? ReadElements(INamedTypeSymbol type) => Follow(ShapeReader.Inside(type, scope, out var leaf), leaf);

    /// <summary>The rules among some attributes, as code.</summary>
    public ImmutableArray<string> ReadRules(IEnumerable<AttributeData> attributes, ISymbol carrier)
    {
        var rules = ImmutableArray.CreateBuilder<string>();
        foreach (var attribute in attributes)
        {
            if (RuleReader.IsReachable(attribute, scope))
            {
                rules.Add(RuleReader.Code(attribute));
            }
            else
            {
                _faults.Add(Unreachable.Attribute(attribute, carrier));
            }
        }

        return rules.ToImmutable();
    }

    public void ReadAhead()
    {
        while (_ahead.Count > 0)
        {
            var node = Node(_ahead.Dequeue());
            if (node.HasAnything)
            {
                _nodes.Add(node);
            }
        }
    }

    private Shape? Follow(Shape? shape, INamedTypeSymbol? leaf)
    {
        if (shape is not null && leaf is not null && (!scope.Reads(leaf) || leaf.TypeKind == TypeKind.Interface) && _seen.Add(shape.Leaf))
        {
            _ahead.Enqueue(leaf);
        }

        return shape;
    }

    private TypeNode Node(INamedTypeSymbol type)
    {
        var members = new MemberReader(this, scope, _faults).Read(type);
        var derived = type.GetAttributes()
            .Where(a => a.AttributeClass.Is(KnownNames.JsonDerivedType))
            .Select(a => a.ConstructorArguments.FirstOrDefault().Value)
            .OfType<INamedTypeSymbol>()
            .Where(scope.CanName);
        return new(
            type.Identity(),
            scope.Declares(type),
            type.IsValueType,
            type.AllInterfaces.Any(i => i.Is(KnownNames.ValidatableObject)),
            ReadRules(TypeRules(type), type),
            members,
            Bases(type).Where(scope.CanName).Select(b => new TypeName(b.Identity(), scope.Declares(b))).ToImmutableArray(),
            derived.Select(d => ReadShape(d)?.Leaf).OfType<string>().ToImmutableArray(),
            type.IsGenericType ? Definition(type) : null);
    }

    /// <summary>Whether the type itself declares rules, rather than inherits them.</summary>
    private static bool Carries(INamedTypeSymbol type) =>
        RuleReader.Find(type.GetAttributes()).Count > 0 ||
        type.Interfaces.Any(i => i.Is(KnownNames.ValidatableObject)) ||
        type.GetMembers().Any(m => RuleReader.Find(m.GetAttributes()).Count > 0) ||
        type.InstanceConstructors.SelectMany(c => c.Parameters).Any(p => RuleReader.Find(p.GetAttributes()).Count > 0);

    private static List<AttributeData> TypeRules(INamedTypeSymbol type) =>
        Bases(type).Select(b => RuleReader.Find(b.GetAttributes())).Aggregate(RuleReader.Find(type.GetAttributes()), RuleReader.Merge);

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null && !ShapeReader.IsFramework(current); current = current.BaseType)
        {
            yield return current;
        }
    }

    private static string Definition(INamedTypeSymbol type) => type.OriginalDefinition.ToDisplayString();
}
