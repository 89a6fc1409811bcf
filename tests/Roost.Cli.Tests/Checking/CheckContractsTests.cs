using System.Diagnostics;
using Roost.Cli.Checking;

namespace Roost.Cli.Tests.Checking;

/// <summary><c>roost check contracts</c> in a repository whose host says what it was asked, and ends as its baseline tells it to.</summary>
public sealed class CheckContractsTests : IAsyncLifetime
{
    private const string File = "shop/contracts.json";

    private const string Program =
        """
        if (args is ["contracts", "--against", var baseline, "--called", var called])
        {
            var said = System.IO.File.ReadAllText(baseline).Trim();
            System.Console.WriteLine($"compared with '{said}', called {called}");
            System.Console.Error.WriteLine($"{called} was read");
            return int.Parse(said);
        }

        System.IO.File.WriteAllText(args[1], "written");
        return 0;
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("roost check ").FullName;

    public async ValueTask InitializeAsync()
    {
        Write("Roost.slnx", "<Solution />");
        Write(".gitignore", "bin/\nobj/\n.roost/\n");
        Write(
            "shop/Shop.Host/Shop.Host.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup></Project>""");
        Write("shop/Shop.Host/Program.cs", Program);
        await GitAsync("init", "-q", "-b", "main");
        await CommitAsync("Without a file");
        await GitAsync("tag", "v0");
        Write(File, "0");
        await CommitAsync("With one that breaks nothing");
        await GitAsync("tag", "v1");
        Write(File, "1");
        await CommitAsync("With one that breaks");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            // Git's objects are read-only, which matters to Windows.
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>One test, since the first run builds the host.</summary>
    [Fact]
    public async Task A_revision_or_a_file_is_compared_with_and_the_end_is_what_was_found()
    {
        var (code, output, errors) = await CheckAsync("--against", "v1");
        code.ShouldBe(0, errors + output);
        output.ShouldContain("compared with '0', called v1 (");

        (code, output, errors) = await CheckAsync("--against", "main");
        code.ShouldBe(1, errors + output);
        output.ShouldContain("compared with '1', called main (");

        Write("old.json", "0");
        (code, output, errors) = await CheckAsync("--against", Path.Combine(_root, "old.json"));
        code.ShouldBe(0, errors + output);

        // What the host cannot read is a baseline that there is not.
        Write("old.json", "65");
        (code, output, errors) = await CheckAsync("--against", Path.Combine(_root, "old.json"));
        code.ShouldBe(2);
        errors.ShouldStartWith("roost: ");
        errors.ShouldContain("old.json was read");

        Write("old.json", "134");
        (code, _, errors) = await CheckAsync("--against", Path.Combine(_root, "old.json"), "--write");
        code.ShouldBe(1);
        errors.ShouldContain("Shop.Host could not do it");
        System.IO.File.ReadAllText(Path.Combine(_root, File)).ShouldBe("1");

        (code, output, errors) = await CheckAsync("--write");
        code.ShouldBe(0, errors + output);
        System.IO.File.ReadAllText(Path.Combine(_root, File)).ShouldBe("written");
    }

    [Fact]
    public async Task A_revision_that_there_is_not_is_said_before_anything_is_built()
    {
        var (code, output, errors) = await CheckAsync("--against", "nowhere");

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldBe($"roost: There is neither a file nor a git revision 'nowhere'. Name a file, a branch, a tag or a commit; 'git fetch --tags' brings what only the server has.{Environment.NewLine}");
    }

    [Fact]
    public async Task A_revision_without_a_file_is_named()
    {
        var (code, _, errors) = await CheckAsync("--against", "v0");

        code.ShouldBe(2);
        errors.ShouldStartWith("roost: The revision 'v0' (");
        errors.ShouldContain($"has no {File}.");
    }

    [Fact]
    public async Task Where_git_knows_nothing_there_are_files_only()
    {
        Directory.Move(Path.Combine(_root, ".git"), Path.Combine(_root, "was.git"));

        var (code, _, errors) = await CheckAsync("--against", "main");

        code.ShouldBe(2);
        errors.ShouldContain($"no git repository in {_root}");
        errors.ShouldContain("git ended with 128");
    }

    /// <summary>As in a container that runs as another user than the one whose files it is given.</summary>
    [Fact]
    public async Task What_git_refuses_is_said_in_its_own_words()
    {
        var start = WithoutConfiguration(Repository.Roost(_root, "check", "contracts", "--against", "main"));
        start.Environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";

        var (code, _, errors) = await Repository.RunAsync(start);

        code.ShouldBe(2);
        errors.ShouldContain("safe.directory");
    }

    [Fact]
    public async Task A_git_that_waits_ends_with_whoever_asked_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What runs is looked up in /proc.");
        var configuration = Path.Combine(_root, ".git", "config");
        System.IO.File.Delete(configuration);
        using var made = Process.Start("mkfifo", [configuration]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var asked = new Git(_root).FindCommitAsync("main", impatient.Token);
        await UntilAsync(IsGitThere);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asked);
        await UntilAsync(() => !IsGitThere());
    }

    [Fact]
    public async Task Without_anything_to_compare_with_it_says_what_to_type()
    {
        var (code, _, errors) = await CheckAsync();

        code.ShouldBe(2);
        errors.ShouldContain("--against main");
    }

    private Task<(int Code, string Output, string Errors)> CheckAsync(params string[] arguments) => Repository.RunAsync(_root, ["check", "contracts", .. arguments]);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>Whether one runs in the repository.</summary>
    private bool IsGitThere()
    {
        bool IsOurs(Process git)
        {
            using (git)
            {
                try
                {
                    return System.IO.File.ReadAllText($"/proc/{git.Id}/cmdline").Contains(_root, StringComparison.Ordinal);
                }
                catch (IOException)
                {
                    // It has ended meanwhile.
                    return false;
                }
            }
        }

        return Process.GetProcessesByName("git").Where(IsOurs).Any();
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=Test", "-c", "user.email=test@example", "commit", "-q", "-m", message);
    }

    private async Task GitAsync(params string[] arguments)
    {
        using var git = Process.Start(WithoutConfiguration(new("git", ["-C", _root, .. arguments])))!;
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        git.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}");
    }

    /// <summary>What this machine's git is told elsewhere, such as which folders are safe or that commits are signed, is no matter of these tests.</summary>
    private static ProcessStartInfo WithoutConfiguration(ProcessStartInfo start)
    {
        // Such as the repository that a hook runs in.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Git takes this name everywhere, on Windows too.
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        start.Environment["GIT_CONFIG_COUNT"] = "0";
        return start;
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }
}
