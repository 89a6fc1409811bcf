using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Journal;
using Shop.PaymentSandbox.Settings;

namespace Shop.PaymentSandbox.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{\"type\":\"charge\",\"stamp\":{\"seq", 1)]
    [InlineData("\0", 200_000)]
    public async Task A_torn_line_is_cut_and_the_rest_stays(string tail, int times)
    {
        await ChargeAndKillAsync("a", "b");
        var whole = await File.ReadAllBytesAsync(_folder.Journal);
        await File.AppendAllTextAsync(_folder.Journal, string.Concat(Enumerable.Repeat(tail, times)));

        await using (var sandbox = await SandboxProcess.StartAsync(_folder.Path))
        {
            sandbox.Output.ShouldContain($"Cut {tail.Length * times} bytes of a torn line off the end of {_folder.Journal} (line 3)");
            (await sandbox.Api.MovementsOfAsync("order")).Length.ShouldBe(2);
            await sandbox.Api.ChargeAsync("c");
            await sandbox.KillAsync();
        }

        (await File.ReadAllBytesAsync(_folder.Journal))[..whole.Length].ShouldBe(whole);
        await using var again = await SandboxProcess.StartAsync(_folder.Path);
        again.Output.ShouldNotContain("torn");
        (await again.Api.MovementsOfAsync("order")).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_last_line_without_its_line_feed_was_never_acknowledged()
    {
        await ChargeAndKillAsync("a", "b");
        var bytes = await File.ReadAllBytesAsync(_folder.Journal);
        await File.WriteAllBytesAsync(_folder.Journal, bytes[..^1]);

        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);

        (await sandbox.Api.FindByKeyAsync("a")).Count.ShouldBe(1);
        (await sandbox.Api.FindByKeyAsync("b")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rubbish", "Line 2 of")]
    [InlineData("", "Line 2 of")]
    [InlineData("{\"type\":\"payout\"}", "Line 2 of")]
    [InlineData(null, "Entry 3 stands where entry 2 belongs")]
    public async Task A_damaged_journal_is_refused_and_left_alone(string? second, string message)
    {
        await ChargeAndKillAsync("a", "b", "c");
        var lines = (await File.ReadAllLinesAsync(_folder.Journal)).ToList();
        lines.RemoveAt(1);
        if (second is not null)
        {
            lines.Insert(1, second);
        }

        await File.WriteAllLinesAsync(_folder.Journal, lines);
        var before = await File.ReadAllBytesAsync(_folder.Journal);

        var (exitCode, output) = await SandboxProcess.FailAsync(Settings(_folder.Path));

        exitCode.ShouldBe(1);
        output.ShouldContain(message);
        output.ShouldContain(_folder.Journal);
        (await File.ReadAllBytesAsync(_folder.Journal)).ShouldBe(before);
    }

    [Fact]
    public async Task A_second_program_on_the_folder_is_refused()
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);

        var (exitCode, output) = await SandboxProcess.FailAsync(Settings(_folder.Path));

        exitCode.ShouldBe(1);
        output.ShouldContain($"The data folder {_folder.Path} can't be opened");
        output.ShouldContain("stop that one first");
        (await sandbox.Api.ChargeAsync("a")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_full_disk_stops_the_program_and_tells_its_callers_that_the_outcome_is_unknown()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This needs Linux's device that is always full.");
        File.CreateSymbolicLink(_folder.Journal, "/dev/full");
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);

        (await sandbox.Api.ChargeAsync("a")).ShouldBeProblem(503, "storage_failed");

        (await sandbox.WaitForExitAsync()).ShouldBe(1);
        sandbox.Output.ShouldContain("The journal can't be written");
    }

    [Fact]
    public async Task Entries_that_come_while_the_disk_is_busy_share_one_sync()
    {
        const int entries = 2000;
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Options.Create(new SandboxOptions { DataFolder = _folder.Path }))
            .AddSingleton<LedgerState>()
            .AddSingleton(JournalFile.Open)
            .BuildServiceProvider();
        var journal = services.GetRequiredService<JournalFile>();

        for (var sequence = 1; sequence <= entries; sequence++)
        {
            var stamp = new EntryStamp(sequence, TimeProvider.System.GetUtcNow(), $"{sequence}", "");
            journal.Append(new ChargeMade(stamp, $"ch_{sequence}", ChargeStatus.Captured, 1, "EUR", "pm_ok", "order", null));
        }

        await journal.Durable;

        journal.Syncs.ShouldBeInRange(1, entries / 2);
        await services.DisposeAsync();
        (await File.ReadAllLinesAsync(_folder.Journal)).Length.ShouldBe(entries);
    }

    private static Dictionary<string, string> Settings(string folder) => new()
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["Sandbox__DataFolder"] = folder,
    };

    private async Task ChargeAndKillAsync(params string[] keys)
    {
        await using var sandbox = await SandboxProcess.StartAsync(_folder.Path);
        foreach (var key in keys)
        {
            (await sandbox.Api.ChargeAsync(key)).Status.ShouldBe(201);
        }

        await sandbox.KillAsync();
    }
}
