using System.Diagnostics;
using Roost.Cli.Processes;

namespace Roost.Cli.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task Each_is_known_from_its_first_moment()
    {
        for (var i = 0; i < 50; i++)
        {
            await using var child = ChildProcess.Start("sleeper", new("sleep", ["60"]), _ => { });
            child.Identity.ShouldNotBeNull();
            await child.KillAsync();
        }
    }

    [Fact]
    public async Task A_reader_that_throws_is_reported_and_the_child_goes_on_to_its_end()
    {
        // More than a pipe holds: were it not drained, the child would wait for ever.
        await using var child = ChildProcess.Start("seq", new("sh", ["-c", "seq 100000; echo end"]), line =>
        {
            if (line == "1")
            {
                throw new FormatException("no such number");
            }
        });

        var fault = await Should.ThrowAsync<InvalidOperationException>(() => child.Exited.WaitAsync(TimeSpan.FromMinutes(1)));

        fault.InnerException.ShouldBeOfType<FormatException>();
        child.LastLines.Last().ShouldBe("end");
    }

    [Fact]
    public async Task A_step_that_is_not_to_be_cut_off_keeps_our_session_and_is_waited_for()
    {
        var child = ChildProcess.StartUninterrupted("step", new("sh", ["-c", "trap '' TERM; echo begun; ps -o sid= -p $$; echo done"]), _ => { });

        await child.StopAsync(TimeSpan.Zero, CancellationToken.None);

        child.Exited.IsCompletedSuccessfully.ShouldBeTrue();
        child.LastLines.Last().ShouldBe("done");
        child.LastLines.ElementAt(1).Trim().ShouldBe((await SessionAsync()).Trim());
    }

    private static async Task<string> SessionAsync()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "sid=", "-p", $"{Environment.ProcessId}"]) { RedirectStandardOutput = true })!;
        return await ps.StandardOutput.ReadToEndAsync();
    }
}
