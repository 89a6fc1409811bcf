using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Roost.Generators.Tests.Compiling;

/// <summary>A program under test: one assembly of sources, compiled as strictly as this repository compiles itself.</summary>
internal static class Assembly
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.ComponentModel.DataAnnotations;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // This package calls C# 14 a preview; newer ones, which call it by its name, are rejected by the compiler of the SDK.
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    /// <summary>An assembly that may use contracts, results and events.</summary>
    public static CSharpCompilation Contracts(string name, string source, params MetadataReference[] references) =>
        Create(name, source, [References.Abstractions, .. references]);

    /// <summary>An assembly that may declare a module.</summary>
    public static CSharpCompilation Module(string name, string source, params MetadataReference[] references) =>
        Create(name, "global using Roost; global using Roost.Modules;\n", source, [References.Abstractions, References.Roost, .. references]);

    /// <summary>An assembly that may have sagas.</summary>
    public static CSharpCompilation Sagas(string source) =>
        Create("Trips", "global using Roost; global using Roost.Messaging.Sagas;\n", source, [References.Abstractions, References.Roost, References.Messaging]);

    /// <summary>An assembly that does not know Roost.</summary>
    public static CSharpCompilation Plain(string name, string source) => Create(name, "", source, []);

    public static CSharpCompilation Create(string name, string source, MetadataReference[] references) =>
        Create(name, "global using Roost;\n", source, references);

    /// <summary>One assembly as another's reference.</summary>
    public static MetadataReference AsReference(this CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static CSharpCompilation Create(string name, string usings, string source, MetadataReference[] references) =>
        CSharpCompilation.Create(
            name,
            [Tree(usings + Usings, "Usings.cs"), Tree(source, "Program.cs")],
            [.. References.Framework, .. references],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS8019", ReportDiagnostic.Suppress)]));

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), Parse, path);
}
