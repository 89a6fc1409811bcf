using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;

namespace Roost.Generators.Validation;

/// <summary>Reads the members of a type that have rules, or whose values may have them.</summary>
/// <param name="faults">Where to say what generated code can't reach.</param>
internal sealed class MemberReader(TypeReader types, ValidationScope scope, ImmutableArray<Fault>.Builder faults)
{
    public EquatableArray<MemberNode> Read(INamedTypeSymbol type)
    {
        var members = ImmutableArray.CreateBuilder<MemberNode>();
        if (types.ReadElements(type) is { } elements)
        {
            members.Add(new("", "", default, elements));
        }

        // A record's parameter may stand for a property that a base class declares, so what finds no property is kept for the next.
        var parameters = new Dictionary<string, List<AttributeData>>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var declaring in Declaring(type))
        {
            AddParameters(parameters, declaring);
            foreach (var member in declaring.GetMembers().Where(IsMember))
            {
                if (!seen.Add(member.Name))
                {
                    continue;
                }

                var rules = Rules(member);
                if (parameters.TryGetValue(member.Name, out var fromParameter))
                {
                    rules = [.. fromParameter, .. rules];
                    parameters.Remove(member.Name);
                }

                if (Read(member, rules) is { } node)
                {
                    members.Add(node);
                }
            }
        }

        foreach (var left in parameters.Where(p => IsSource(p.Value[0])))
        {
            faults.Add(Unreachable.Parameter(type, left.Key, left.Value[0]));
        }

        return members.ToImmutable();
    }

    private static bool IsMember(ISymbol member) =>
        member is IPropertySymbol { IsIndexer: false } or IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false };

    // What another assembly does wrong, it was told when it was compiled.
    private static bool IsSource(AttributeData attribute) => attribute.ApplicationSyntaxReference is not null;

    private MemberNode? Read(ISymbol member, List<AttributeData> rules)
    {
        if (!scope.CanRead(member))
        {
            if (rules.Any(IsSource))
            {
                faults.Add(Unreachable.Member(member));
            }

            return null;
        }

        var code = types.ReadRules(rules, member);
        var shape = types.ReadShape(ValidationScope.TypeOf(member));
        return code.Length == 0 && shape is null ? null : new(Names.Escape(member.Name), WireName.Of(member), code, shape);
    }

    /// <summary>The rules on the parameters of a type's constructors: a record's properties are declared there.</summary>
    private static void AddParameters(Dictionary<string, List<AttributeData>> parameters, INamedTypeSymbol type)
    {
        foreach (var parameter in type.InstanceConstructors.SelectMany(c => c.Parameters))
        {
            var rules = RuleReader.Find(parameter.GetAttributes());
            if (rules.Count > 0)
            {
                parameters[parameter.Name] = parameters.TryGetValue(parameter.Name, out var known) ? RuleReader.Merge(known, rules) : rules;
            }
        }
    }

    private static List<AttributeData> Rules(ISymbol member)
    {
        var rules = RuleReader.Find(member.GetAttributes());
        return member is IPropertySymbol { OverriddenProperty: { } overridden } ? RuleReader.Merge(rules, Rules(overridden)) : rules;
    }

    private static IEnumerable<INamedTypeSymbol> Declaring(INamedTypeSymbol type)
    {
        yield return type;
        for (var current = type.BaseType; current is not null && !ShapeReader.IsFramework(current); current = current.BaseType)
        {
            yield return current;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var @interface in type.AllInterfaces.Where(i => !ShapeReader.IsFramework(i)))
            {
                yield return @interface;
            }
        }
    }
}
