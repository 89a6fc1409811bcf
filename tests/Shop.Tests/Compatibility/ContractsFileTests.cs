using System.Runtime.CompilerServices;
using Roost.Testing.Applications;

namespace Shop.Tests.Compatibility;

public sealed class ContractsFileTests
{
    /// <summary>Without a database, and with nothing configured.</summary>
    [Fact]
    public async Task The_file_says_what_travels()
    {
        var now = Lines(await new TestApplicationBuilder<Program>().RunAsync("contracts", TestContext.Current.CancellationToken));
        var file = Lines(await File.ReadAllTextAsync(Kept(), TestContext.Current.CancellationToken));
        string[] differences = [.. now.Except(file).Select(line => $"+ {line}"), .. file.Except(now).Select(line => $"- {line}")];
        const string Remedy = "shop/contracts.json is not what travels now. See what the change breaks, and write it anew: ./roost check contracts --against main --write";
        differences.ShouldBeEmpty(Remedy);
        file.ShouldBe(now, Remedy);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd().Split('\n');

    private static string Kept([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../shop/contracts.json");
}
