namespace Roost.Postgres.Embedded;

/// <summary>The part of the server's log that was written since a moment.</summary>
internal sealed class ServerLog
{
    private const long LargestBytes = 8 << 20;

    private readonly string _path;
    private readonly long _from;

    private ServerLog(string path, long from)
    {
        _path = path;
        _from = from;
    }

    public static ServerLog At(string path) => new(path, File.Exists(path) ? new FileInfo(path).Length : 0);

    /// <summary>Keeps one old file; called only while no server writes.</summary>
    public static void Rotate(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LargestBytes)
        {
            File.Move(path, path + ".old", overwrite: true);
        }
    }

    public string ReadNew()
    {
        if (!File.Exists(_path))
        {
            return "";
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(_from, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
