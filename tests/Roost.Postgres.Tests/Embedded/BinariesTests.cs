using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

public sealed class BinariesTests : IDisposable
{
    /// <summary>The server's user must be able to enter it.</summary>
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"roost-bin-{Guid.CreateVersion7():N}")).FullName;

    [Fact]
    public async Task The_installed_server_is_found()
    {
        var found = await PostgresBinaries.FindAsync();

        found.Major.ShouldBeGreaterThanOrEqualTo(PostgresBinaries.OldestMajor);
        File.Exists(found.Initdb).ShouldBeTrue();
    }

    [Fact]
    public async Task Missing_binaries_are_a_fault_that_says_how_to_install_them()
    {
        var fault = await FindInAsync(_folder);

        fault.Fault.ShouldBe(ClusterFault.BinariesMissing);
        fault.Message.ShouldContain("apt-get install postgresql");
        fault.Message.ShouldContain(PostgresBinaries.FolderVariable);
    }

    [Fact]
    public async Task A_server_older_than_15_is_a_fault_that_says_what_was_found()
    {
        Install("14", "14.11");

        var fault = await FindInAsync(Path.Combine(_folder, "14"));

        fault.Fault.ShouldBe(ClusterFault.ServerTooOld);
        fault.Message.ShouldStartWith($"PostgreSQL 14.11 in {_folder}/14 is too old, 15 or newer is needed.");
    }

    [Fact]
    public async Task Binaries_without_the_right_to_execute_them_are_a_fault_that_names_them()
    {
        Install("17", "17.2", executable: false);

        var fault = await FindInAsync(Path.Combine(_folder, "17"));

        fault.Fault.ShouldBe(ClusterFault.NotExecutable);
        fault.Message.ShouldStartWith($"{_folder}/17/postgres can't be executed by user ");
    }

    [Theory]
    [InlineData(null, 18)]
    [InlineData(16, 16)]
    [InlineData(15, 18)]
    public async Task The_data_folders_major_version_is_preferred_and_else_the_first_that_serves(int? preferred, int chosen)
    {
        Install("a", "14.11");
        Install("b", "18.1");
        Install("c", "16.4");
        var folders = new[] { "a", "b", "c" }.Select(name => Path.Combine(_folder, name)).ToAsyncEnumerable();
        var user = await ServerUser.ResolveAsync(CancellationToken.None);

        (await PostgresBinaries.ChooseAsync(folders, user, preferred, CancellationToken.None)).Major.ShouldBe(chosen);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<EmbeddedClusterException> FindInAsync(string folder) =>
        Should.ThrowAsync<EmbeddedClusterException>(() => PostgresBinaries.FindAsync(folder, null, CancellationToken.None));

    /// <summary>Programs that answer as that version would.</summary>
    private void Install(string name, string version, bool executable = true)
    {
        var folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        foreach (var program in new[] { "postgres", "initdb", "pg_ctl" })
        {
            Script.Write(Path.Combine(folder, program), $"echo 'postgres (PostgreSQL) {version}'", executable ? "755" : "644");
        }
    }
}
