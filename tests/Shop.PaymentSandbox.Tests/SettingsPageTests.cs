using System.Reflection;
using System.Runtime.CompilerServices;
using Shop.PaymentSandbox.Settings;

namespace Shop.PaymentSandbox.Tests;

public sealed class SettingsPageTests
{
    /// <summary>The sandbox stands on its own, so Roost's command that writes the page does not know it.</summary>
    [Fact]
    public void The_page_of_configuration_has_every_setting_and_no_other()
    {
        var rows = File.ReadAllLines(Page()).SkipWhile(line => line != "## Sandbox").Skip(1).TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();

        rows.Select(cells => $"{cells[1].Trim('`')} = {cells[3]}").ShouldBe(
            typeof(SandboxOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(setting => $"{setting.Name} = {setting.GetValue(new SandboxOptions()) ?? "none, **required**"}"),
            ignoreOrder: true,
            "Correct the section 'Sandbox' of docs/configuration.md by hand.");
    }

    private static string Page([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../docs/configuration.md");
}
