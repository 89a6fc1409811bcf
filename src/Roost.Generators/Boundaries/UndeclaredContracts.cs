using Microsoft.CodeAnalysis;
using Roost.Generators.Diagnostics;

namespace Roost.Generators.Boundaries;

/// <summary>The contracts that a module could mention and did not declare.</summary>
internal sealed class UndeclaredContracts
{
    private readonly ModuleClass _module;
    private readonly HashSet<ISymbol> _contracts;
    private readonly HashSet<string> _names;

    public UndeclaredContracts(ModuleClass module, IEnumerable<INamedTypeSymbol> contracts)
    {
        _module = module;
        _contracts = new(contracts, SymbolEqualityComparer.Default);
        _names = new(_contracts.Select(c => c.Name), StringComparer.Ordinal);
    }

    public bool IsEmpty => _contracts.Count == 0;

    public bool MayBeNamed(string name) => _names.Contains(name);

    public bool Contains(ITypeSymbol type) => _contracts.Contains(type);

    /// <summary>Reports the contracts in a type, behind arrays and type arguments too.</summary>
    public void Report(ITypeSymbol? type, SyntaxNode where, Action<Diagnostic> report)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Report(array.ElementType, where, report);
                break;
            case INamedTypeSymbol named when Contains(named):
                report(Diagnostic.Create(Catalogue.UndeclaredUse, where.GetLocation(), _module.Name, named.Name, _module.Type.Name));
                break;
            case INamedTypeSymbol named:
                foreach (var argument in named.TypeArguments)
                {
                    Report(argument, where, report);
                }

                break;
        }
    }
}
