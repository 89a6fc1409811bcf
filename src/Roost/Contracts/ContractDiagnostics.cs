using System.Diagnostics;

namespace Roost.Contracts;

/// <summary>The source of spans for contract calls.</summary>
public static class ContractDiagnostics
{
    /// <summary>The name to listen to.</summary>
    public const string SourceName = "Roost.Contracts";

    internal static readonly ActivitySource Source = new(SourceName);
}
