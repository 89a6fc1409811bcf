using System.Runtime.CompilerServices;
using Roost.Testing.Applications;

namespace Shop.Tests.Configuration;

public sealed class ConfigurationPageTests
{
    private const string Command = "dotnet run --project shop/Shop.Host -- configuration docs/configuration.md";

    /// <summary>Without a database, and with nothing configured.</summary>
    [Fact]
    public async Task The_reference_says_what_the_classes_of_options_say()
    {
        var keys = Lines(await new TestApplicationBuilder<Program>().RunAsync("configuration", TestContext.Current.CancellationToken));
        var page = PageKeys();
        string[] differences = [.. keys.Except(page).Select(line => $"+ {line}"), .. page.Except(keys).Select(line => $"- {line}")];
        differences.ShouldBeEmpty($"docs/configuration.md differs from the classes of options. Run in the repository's root: {Command}");
        page.Where(line => line.Length > 0).ShouldBe(keys.Where(line => line.Length > 0), $"The order differs. Run in the repository's root: {Command}");
    }

    [Fact]
    public void Every_key_has_a_meaning() =>
        PageKeys().Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.EndsWith("| |", StringComparison.Ordinal))
            .ShouldBeEmpty($"Give these properties a <summary>, and run: {Command}");

    private static List<string> PageKeys([CallerFilePath] string here = "") =>
        [.. Lines(File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/configuration.md")))
            .SkipWhile(line => !line.StartsWith("<!-- keys:", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line != "<!-- end of keys -->")];

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
