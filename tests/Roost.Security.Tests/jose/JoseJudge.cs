using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Roost.Security.Tests.Jose.JoseJudge))]

namespace Roost.Security.Tests.Jose;

/// <summary>One Node process with npm's <c>jose</c> for the whole run: an implementation that is not ours.</summary>
public sealed class JoseJudge : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Process? _node;

    public async Task<JsonObject> AskAsync(string ask, JsonObject question)
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _node ??= await StartAsync();
            question["ask"] = ask;
            await _node.StandardInput.WriteLineAsync(question.ToJsonString());
            await _node.StandardInput.FlushAsync();
            string answer = await _node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException($"judge.mjs ended: {await _node.StandardError.ReadToEndAsync()}");
            return JsonNode.Parse(answer)!.AsObject();
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            _node.StandardInput.Close();
            await _node.WaitForExitAsync();
            _node.Dispose();
        }

        _one.Dispose();
    }

    private static async Task<Process> StartAsync()
    {
        string folder = Folder();
        string installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            using Process npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--no-audit", "--no-fund");
            npm.StandardInput.Close();
            Task<string> output = npm.StandardOutput.ReadToEndAsync(), errors = npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            npm.ExitCode.ShouldBe(0, $"\"npm ci\" in {folder} failed: {await output}{await errors}");
        }

        return Start("node", folder, "judge.mjs");
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException(
                $"These tests let npm's jose judge our tokens, and \"{program}\" was not found. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm).");
        }
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "jose", "package-lock.json")))
            {
                return Path.Combine(at.FullName, "jose");
            }
        }

        throw new InvalidOperationException($"No folder \"jose\" with a package-lock.json above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
