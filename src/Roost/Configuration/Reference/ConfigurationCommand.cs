using Roost.Hosting.Commands;
using Roost.Model;

namespace Roost.Configuration.Reference;

/// <summary>
/// Writes every key of the image's modules and of what the host has, from the classes of options. What is configured where it runs
/// does not show.
/// </summary>
internal sealed class ConfigurationCommand(ApplicationModel model, IEnumerable<OptionsFact> facts) : IHostCommand
{
    public string Name => "configuration";

    public string Description => "Write the reference of all configuration keys: configuration [file].";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var texts = new XmlTexts(AppContext.BaseDirectory);
        var reader = new ReferenceReader(texts);
        var keys = ReferenceText.Of(Facts().SelectMany(reader.Read));
        foreach (var assembly in texts.Missing)
        {
            await Console.Error.WriteLineAsync($"{assembly}.xml is not beside the host, so the keys of its options have no meaning. Set <GenerateDocumentationFile>true</GenerateDocumentationFile> "
                + "in its project, or, if it came as a package, <CopyDocumentationFilesFromPackages>true</CopyDocumentationFilesFromPackages> in the host's.");
        }

        if (arguments.Count == 0)
        {
            await Console.Out.WriteAsync(keys);
            return 0;
        }

        await WriteAsync(Path.GetFullPath(arguments[0]), keys, cancellationToken);
        return 0;
    }

    private static async Task WriteAsync(string file, string keys, CancellationToken cancellationToken)
    {
        try
        {
            var page = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : ReferencePage.Empty;
            await File.WriteAllTextAsync(file, ReferencePage.Fill(page, keys), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostCommandException($"{file} could not be written: {exception.Message}", exception);
        }
    }

    /// <summary>The host's own first, then the modules', active or not.</summary>
    private IEnumerable<OptionsFact> Facts()
    {
        var modules = model.Facts<OptionsFact>().Select(fact => fact.Fact).ToHashSet();
        return facts.Except(modules).OrderBy(fact => fact.Section, StringComparer.Ordinal)
            .Concat(modules.OrderBy(fact => fact.Section, StringComparer.Ordinal));
    }
}
