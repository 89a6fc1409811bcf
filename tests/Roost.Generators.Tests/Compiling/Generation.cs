using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Roost.Generators.Tests.Compiling;

/// <summary>What the generator makes of a program.</summary>
internal sealed class Generation
{
    private Generation(CSharpCompilation output, GeneratorDriverRunResult result)
    {
        Output = output;
        Result = result;
    }

    public CSharpCompilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The names of the generated files.</summary>
    public IEnumerable<string> Files => Result.Results.Single().GeneratedSources.Select(s => s.HintName);

    /// <summary>Generates, and insists that the result compiles without a warning.</summary>
    public static Generation Of(CSharpCompilation program)
    {
        var generation = Unchecked(program);
        generation.Result.Diagnostics.ShouldBeEmpty();
        generation.Output.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Hidden).ShouldBeEmpty(generation.ToString());

        // Programs under test need no comments; what is generated must not need them either.
        var strict = generation.Output.WithOptions(generation.Output.Options.WithSpecificDiagnosticOptions(null));
        strict.GetDiagnostics()
            .Where(d => d.Severity > DiagnosticSeverity.Hidden && (d.Location.SourceTree is null || !program.SyntaxTrees.Contains(d.Location.SourceTree)))
            .ShouldBeEmpty(generation.ToString());
        return generation;
    }

    /// <summary>Generates for a program with faults.</summary>
    public static Generation Unchecked(CSharpCompilation program)
    {
        var driver = Driver(program).RunGeneratorsAndUpdateCompilation(program, out var output, out _);
        return new((CSharpCompilation)output, driver.GetRunResult());
    }

    public static GeneratorDriver Driver(CSharpCompilation program) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)program.SyntaxTrees[0].Options,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public string File(string name) => Result.Results.Single().GeneratedSources.Single(s => s.HintName == name).SourceText.ToString();

    /// <summary>Loads the compiled program, and the programs it refers to as it asks for them.</summary>
    public System.Reflection.Assembly Load(params CSharpCompilation[] others)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        context.Resolving += (_, name) => Load(context, others.Single(o => o.AssemblyName == name.Name));
        return Load(context, Output);
    }

    private static System.Reflection.Assembly Load(AssemblyLoadContext context, CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        compilation.Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        return context.LoadFromStream(image);
    }

    /// <summary>Loads the compiled program and reads its one attribute, as a host does.</summary>
    public GeneratedModelAttribute Model() =>
        Load().GetCustomAttributes(inherit: false).OfType<GeneratedModelAttribute>().Single();

    public override string ToString() => string.Join('\n', Result.Results.Single().GeneratedSources.Select(s => s.SourceText));
}
