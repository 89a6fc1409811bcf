using Roost.Telemetry.Tests.Hosting;

namespace Roost.Telemetry.Tests.Logs;

public sealed class ReadableLogTests
{
    [Fact]
    public async Task In_development_a_request_is_one_short_line_without_colours_where_nobody_can_see_them()
    {
        await using var host = await TelemetryHost.StartAsync("Development");

        await host.GetAsync("/v1/things/1", ("X-Signed-In", "1"));

        var line = await host.Output.LineAsync(line => line.Contains("GET", StringComparison.Ordinal));
        line.ShouldMatch(@"^\d\d:\d\d:\d\d\.\d{3} INF shelf\s+GET /v1/things/\{id\} 200 \d+\.\d ms  tenant=0199f5a0\S+ principal=0199f5a0\S+ trace=[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Colours_come_when_asked_for()
    {
        await using var host = await TelemetryHost.StartAsync("Development", new() { ["Roost:Telemetry:LogColor"] = "Always" });

        await host.GetAsync("/v1/status/503");

        (await host.Output.LineAsync(line => line.Contains("GET", StringComparison.Ordinal))).ShouldContain("\e[31mERR\e[0m");
    }

    [Fact]
    public async Task No_text_ends_a_line_forges_one_or_commands_the_terminal()
    {
        await using var host = await TelemetryHost.StartAsync("Development");
        var text = Uri.EscapeDataString("a\r\n12:00:00.000 ERR forged  b\u2028c\u0085d\e[2Je");

        await host.GetAsync($"/v1/says?text={text}");
        await host.GetAsync($"/v1/fails?text={text}");
        await host.DisposeAsync();

        host.Output.Text.ShouldContain("a\\r\\n12:00:00.000 ERR forged");
        host.Output.Text.ShouldNotContain("\e[2J");
        host.Output.Text.ShouldNotContain("\u2028");
        host.Output.Text.ShouldNotContain("\u0085");
        // The exception's lines are indented, whatever its message holds.
        host.Output.Lines.ShouldAllBe(line => !line.StartsWith("12:00:00.000", StringComparison.Ordinal));
    }
}
