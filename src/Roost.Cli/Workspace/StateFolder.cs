using System.Security.Cryptography;

namespace Roost.Cli.Workspace;

/// <summary>Where the CLI keeps what belongs to one project on one machine; nobody else may read it.</summary>
internal sealed class StateFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A file or folder in it.</summary>
    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>A folder in it, made if it is missing.</summary>
    public string FolderOf(string name)
    {
        Create();
        return Directory.CreateDirectory(PathOf(name)).FullName;
    }

    public void Remove(string name)
    {
        if (Directory.Exists(PathOf(name)))
        {
            Directory.Delete(PathOf(name), recursive: true);
        }
    }

    public static void Forget(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>Writes the whole file or leaves the old one, mode 0600.</summary>
    public void WriteSecret(string file, string text)
    {
        Create();
        var half = file + ".new";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(half, options))
        {
            writer.Write(text);
        }

        File.Move(half, file, overwrite: true);
    }

    /// <summary>The key that signs access tokens in development: made once, so that tokens survive a restart.</summary>
    /// <returns>A P-256 private key, PKCS#8 in PEM.</returns>
    public string SigningKey()
    {
        var file = PathOf("signing-key.pem");
        if (!File.Exists(file))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            WriteSecret(file, key.ExportPkcs8PrivateKeyPem());
        }

        return File.ReadAllText(file);
    }

    private void Create()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CliFault($"The folder {path} can't be created or written: {e.Message} Give it to this user.", e);
        }
    }
}
