using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Shop.PaymentSandbox.Tests;

public sealed class LifecycleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stop_lets_slow_charges_and_those_who_ask_for_them_have_their_answers()
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path, slowSeconds: 60);
        var charge = sandbox.Api.ChargeAsync("slow", method: "pm_slow");
        var lookup = await InProgressAsync(sandbox.Api, "slow");

        await sandbox.TerminateAsync();

        (await charge).Status.ShouldBe(201);
        (await lookup.Charges).ShouldHaveSingleItem();
        (await sandbox.WaitForExitAsync()).ShouldBe(0);

        await using var after = await SandboxProcess.StartAsync(_folder.Path);
        (await after.Api.FindByKeyAsync("slow")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_charge_is_made_even_if_its_caller_hangs_up()
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path, slowSeconds: 6);
        using var connection = new TcpClient();
        await connection.ConnectAsync(sandbox.Api.Address.Host, sandbox.Api.Address.Port);
        const string body = """{"amount":1,"currency":"EUR","method":"pm_slow","reference":"order"}""";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/charges HTTP/1.1\r\nHost: sandbox\r\nIdempotency-Key: slow\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        var lookup = await InProgressAsync(sandbox.Api, "slow");

        connection.Close();

        (await lookup.Charges).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_says_that_it_is_well()
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);
        await sandbox.Api.ChargeAsync("a");

        var health = await sandbox.Api.GetAsync("healthz");

        health.Status.ShouldBe(200);
        health.Body.ShouldBe("""{"status":"ok","entries":1,"syncs":1}""");
    }

    [Fact]
    public async Task Faulty_settings_are_told_all_at_once_in_a_line_each()
    {
        var (exitCode, output) = await SandboxProcess.FailAsync(new() { ["Sandbox__SlowSeconds"] = "61" });

        exitCode.ShouldBe(1);
        output.Split('\n').Length.ShouldBe(2);
        output.ShouldContain("Sandbox:DataFolder is not set.");
        output.ShouldContain("Sandbox:SlowSeconds is 61. Give 0 to 60 seconds.");
    }

    [Fact]
    public async Task A_setting_of_another_type_is_named()
    {
        var (exitCode, output) = await SandboxProcess.FailAsync(new() { ["Sandbox__SlowSeconds"] = "long" });

        exitCode.ShouldBe(1);
        output.ShouldContain("'Sandbox:SlowSeconds'");
        output.Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_address_in_use_is_told_in_one_line()
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);
        using var other = new TemporaryFolder();

        var (exitCode, output) = await SandboxProcess.FailAsync(new()
        {
            ["ASPNETCORE_URLS"] = sandbox.Api.Address.ToString(),
            ["Sandbox__DataFolder"] = other.Path,
        });

        exitCode.ShouldBe(1);
        output.ShouldContain("address already in use. Stop what listens there, or set ASPNETCORE_URLS to another address.");
        output.ShouldNotContain("   at ");
    }

    /// <summary>Waits until a call is in progress: a look-up of its key stays open then, while others are answered.</summary>
    /// <returns>That look-up, in a record since a task of its own would be awaited.</returns>
    private static async Task<Lookup> InProgressAsync(SandboxClient api, string key)
    {
        while (true)
        {
            var lookup = api.FindByKeyAsync(key);
            for (var others = 0; others < 100 && !lookup.IsCompleted; others++)
            {
                await api.FindByKeyAsync("other");
            }

            if (!lookup.IsCompleted)
            {
                return new Lookup(lookup);
            }

            (await lookup).ShouldBeEmpty();
        }
    }

    private sealed record Lookup(Task<JsonArray> Charges);
}
