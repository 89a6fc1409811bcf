using Microsoft.CodeAnalysis;

namespace Roost.Generators.Tests.Compiling;

/// <summary>What programs under test are compiled against: the framework, and Roost where they ask for it.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> Framework { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var file &&
                (file.StartsWith("System.", StringComparison.Ordinal) || file is "netstandard.dll" or "mscorlib.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static MetadataReference Abstractions { get; } = MetadataReference.CreateFromFile(typeof(GeneratedModelAttribute).Assembly.Location);

    public static MetadataReference Messaging { get; } = MetadataReference.CreateFromFile(typeof(Messaging.Sagas.Saga).Assembly.Location);

    public static MetadataReference Roost { get; } = MetadataReference.CreateFromFile(typeof(Modules.Module).Assembly.Location);
}
