namespace Roost.Cli.Tests.Install;

public sealed class PostgresInstallationTests
{
    [Fact]
    public async Task A_folder_named_by_hand_that_holds_no_server_is_said_and_nothing_is_installed()
    {
        var folder = Directory.CreateTempSubdirectory("roost-no-server-");
        // The first package program on PATH would be this one.
        var apt = Path.Combine(folder.FullName, "apt-get");
        await File.WriteAllTextAsync(apt, $"#!/bin/sh\ntouch '{folder.FullName}/installed'\nexit 1\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(apt, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var start = Repository.Roost(Repository.Root, "test", "--yes", "--no-build", "--project", "Roost.Cli", "What tests print themselves");
        start.Environment["ROOST_POSTGRES_BIN"] = folder.FullName;
        start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";

        var (code, _, errors) = await Repository.RunAsync(start);

        code.ShouldBe(1);
        errors.Trim().ShouldBe($"roost: The folder {folder.FullName}, which ROOST_POSTGRES_BIN names, holds no PostgreSQL server: correct or unset it.");
        File.Exists(Path.Combine(folder.FullName, "installed")).ShouldBeFalse();
        folder.Delete(recursive: true);
    }
}
