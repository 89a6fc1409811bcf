namespace Roost.Cli.Tests.Benching;

public sealed class BenchCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("roost-bench-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_benchmark_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var (code, _, errors) = await Repository.RunAsync(Repository.Root, "bench", "nowhere");

        code.ShouldBe(2);
        errors.ShouldContain("'nowhere'");
        errors.ShouldContain("'queue'");
    }

    [Fact]
    public async Task The_names_are_those_of_bench_run()
    {
        var usage = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "bench", "run"), TestContext.Current.CancellationToken)).First(line => line.StartsWith("# Usage:", StringComparison.Ordinal));

        var (_, output, _) = await Repository.RunAsync(Repository.Root, "bench", "--help");

        output.ShouldContain(string.Join(", ", usage.Split('[', ']')[1].Split('|')));
    }

    [Fact]
    public async Task It_runs_what_is_named_and_ends_as_that_did()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "bench")).FullName, "run");
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho \"measured $*\"\nexit 1\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, output, _) = await Repository.RunAsync(_root, "bench", "queue", "startup");

        code.ShouldBe(1);
        output.ShouldContain("measured queue startup");
    }
}
