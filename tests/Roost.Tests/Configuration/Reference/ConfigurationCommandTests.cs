using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Configuration.Reference;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Modules;

namespace Roost.Tests.Configuration.Reference;

public sealed class ConfigurationCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("configuration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("bare")]
    [InlineData("*")]
    public async Task The_keys_of_the_host_come_first_and_those_of_modules_are_there_once_active_or_not(string active)
    {
        await using var host = Build(("Roost:Host:Modules", active));

        var headings = (await WriteAsync(host, "keys.md")).Split('\n').Where(line => line.StartsWith('#'));

        headings.ShouldBe(["# Configuration", "## Bench", "## Bench:Parts:*n*", "## Roost:Edge", "## Roost:Host", "## Modules:shelves", "## Modules:shelves:Parts:*n*"]);
    }

    [Fact]
    public async Task What_is_configured_changes_nothing()
    {
        await using var plain = Build();
        await using var configured = Build(("Modules:shelves:Lifetime", "00:00:10"), ("Roost:Edge:MaxJsonDepth", "7"));

        (await WriteAsync(configured, "configured.md")).ShouldBe(await WriteAsync(plain, "plain.md"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        await using var host = Build();

        var fault = await Should.ThrowAsync<HostCommandException>(() => WriteAsync(host, "absent/keys.md"));

        fault.Message.ShouldStartWith(Path.Combine(_folder, "absent/keys.md"));
    }

    private static WebApplication Build(params (string Key, string Value)[] settings) => TestHost.Build(
        roost => roost.AddModule<ShelvesModule>().AddModule<BareModule>(),
        builder => builder.Services.AddCheckedOptions<ShelfOptions>("Bench"),
        settings);

    private async Task<string> WriteAsync(WebApplication host, string name)
    {
        var file = Path.Combine(_folder, name);
        await host.Services.GetServices<IHostCommand>().OfType<ConfigurationCommand>().Single().RunAsync([file], TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
    }
}
