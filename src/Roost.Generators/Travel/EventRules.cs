using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Travel;

/// <summary>The rules for integration events.</summary>
internal static class EventRules
{
    private static readonly Regex Name = new(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$", RegexOptions.CultureInvariant);

    public static void Check(INamedTypeSymbol type, AttributeData attribute, Action<Diagnostic> report, ReportedPlaces reported, CancellationToken cancellationToken)
    {
        if (attribute.ConstructorArguments.FirstOrDefault().Value is string name && !Name.IsMatch(name))
        {
            var place = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
            report(Diagnostic.Create(Catalogue.BadEventName, place, name, type.Name));
        }

        new DataRules(report, reported).Check(type, null, type.Locations[0]);
    }
}
