using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Roost.Security.Tests.Node;

/// <summary>A folder of these tests with a <c>package-lock.json</c>: what it names is fetched when it is not there, and programs run in it.</summary>
internal sealed class NodeFolder
{
    private readonly string _folder;

    private NodeFolder(string folder) => _folder = folder;

    /// <summary>Finds the folder of this name above the tests, with its packages. One at a time: <c>npm ci</c> begins by throwing away what is there.</summary>
    public static async Task<NodeFolder> FindAsync(string name)
    {
        var folder = new NodeFolder(Find(name));
        var installed = new FileInfo(Path.Combine(folder._folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder._folder, "package-lock.json")))
        {
            await folder.RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "", "ci", "--no-audit", "--no-fund");
        }

        return folder;
    }

    /// <summary>Runs a program to its end, which is to be a good one, and gives what it says.</summary>
    public async Task<string> RunAsync(string program, string input, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)} in {_folder} failed: {await output}{await errors}");
        return await output;
    }

    public Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException(
                $"These tests let npm's {Path.GetFileName(_folder)} judge us, and \"{program}\" was not found. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm).");
        }
    }

    private static string Find(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, name);
            if (File.Exists(Path.Combine(folder, "package-lock.json")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"There is no folder \"{name}\" with a package-lock.json above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
