using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Shop.Tests.Compatibility;

/// <summary>The host's own command, as operators run it, against versions of its file that never were.</summary>
public sealed class ContractsCommandTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Against_itself_nothing_has_changed()
    {
        var (code, output, errors) = await CompareAsync(await KeptAsync());

        code.ShouldBe(0, errors);
        output.Trim().ShouldBe($"Nothing that travels has changed since {_file}.");
    }

    [Fact]
    public async Task A_method_that_callers_of_the_version_before_still_call_ends_it_with_1()
    {
        var before = JsonNode.Parse(await KeptAsync())!;
        before["contracts"]!["catalog/ICatalog"]!["methods"]!["PraiseAsync"] = new JsonObject { ["arguments"] = new JsonObject() };

        var (code, output, _) = await CompareAsync(before.ToJsonString());

        code.ShouldBe(1);
        output.ShouldContain("catalog/ICatalog.PraiseAsync is gone");
        output.ShouldContain("breaks:  old callers of catalog/ICatalog.PraiseAsync, who are told contract.unknown");
        output.ShouldContain("1 change breaks, 0 need care, 0 are compatible.");
    }

    [Theory]
    [InlineData("""{ "format": 2, "contracts": { "catalog/ICatalog": 7 } }""")]
    [InlineData("""{ "format": 2, "contracts": { "catalog/ICatalog": null }, "messages": {}, "types": {} }""")]
    public async Task What_is_no_description_is_named_with_where_and_what_writes_one(string before)
    {
        var (code, _, errors) = await CompareAsync(before);

        code.ShouldBe(65);
        errors.ShouldStartWith($"{_file} describes no application: ");
        errors.ShouldContain("catalog/ICatalog");
        errors.ShouldContain("The command contracts FILE");
    }

    /// <summary>Its file does not say who calls what, which must not be taken for nobody.</summary>
    [Fact]
    public async Task What_an_older_Roost_has_written_is_not_compared_and_what_to_type_is_said()
    {
        var before = JsonNode.Parse(await KeptAsync())!.AsObject();
        before["format"] = 1;
        foreach (var (_, contract) in before["contracts"]!.AsObject())
        {
            contract!.AsObject().Remove("usedBy");
        }

        var (code, output, errors) = await CompareAsync(before.ToJsonString());

        code.ShouldBe(65);
        output.ShouldBeEmpty();
        errors.ShouldStartWith($"{_file} has format 1, of an older Roost");
        errors.ShouldContain("'./roost check contracts --write', without --against");
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        File.Delete(_file);

        var (code, _, errors) = await RunAsync("contracts", "--against", _file);

        code.ShouldBe(66);
        errors.ShouldStartWith($"{_file} could not be read: ");
    }

    private async Task<(int Code, string Output, string Errors)> CompareAsync(string before)
    {
        await File.WriteAllTextAsync(_file, before, TestContext.Current.CancellationToken);
        return await RunAsync("contracts", "--against", _file);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        // The dotnet that runs these tests, or that started what does.
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var host = Process.Start(new ProcessStartInfo(dotnet, [typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (host.ExitCode, await output, await errors);
    }

    private static Task<string> KeptAsync([CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(here)!, "../../../shop/contracts.json"), TestContext.Current.CancellationToken);
}
