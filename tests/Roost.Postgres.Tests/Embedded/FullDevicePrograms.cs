using Roost.Postgres.Embedded;

namespace Roost.Postgres.Tests.Embedded;

/// <summary>The installed version's name on programs that write to <c>/dev/full</c>, so that the message is the system's own.</summary>
internal sealed class FullDevicePrograms : IDisposable
{
    private FullDevicePrograms(string folder) => Folder = folder;

    public string Folder { get; }

    public static FullDevicePrograms Create()
    {
        var folder = Directory.CreateTempSubdirectory("roost-full-").FullName;
        var major = PostgresBinaries.FindAsync().GetAwaiter().GetResult().Major;
        Script.Write(Path.Combine(folder, "postgres"), $"echo 'postgres (PostgreSQL) {major}.0'");
        Script.Write(Path.Combine(folder, "initdb"), "cat /proc/self/maps > /dev/full");
        Script.Write(Path.Combine(folder, "pg_ctl"), "[ \"$1\" = stop ] || cat /proc/self/maps > /dev/full");
        return new(folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
