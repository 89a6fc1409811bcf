using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shop.Tests.Webhooks;

namespace Shop.Tests.StandardWebhooks;

/// <summary>npm's <c>standardwebhooks</c>, the reference implementation of Standard Webhooks: it says whether a receiver would take a message.</summary>
public sealed class WebhookJudge : IAsyncLifetime
{
    private string? _folder;

    public async ValueTask InitializeAsync()
    {
        _folder = Find();
        var installed = new FileInfo(Path.Combine(_folder, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(_folder, "package-lock.json")))
        {
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "", "ci", "--no-audit", "--no-fund");
        }
    }

    public ValueTask DisposeAsync() => default;

    internal async Task<JsonNode> AskAsync(string secret, ReceivedMessage message) =>
        JsonNode.Parse(await RunAsync("node", JsonSerializer.Serialize(new { secret, headers = message.Headers, body = message.Body }), "judge.mjs"))!;

    private async Task<string> RunAsync(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Start(start);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)} in {_folder} failed: {await output}{await errors}");
        return await output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"npm's standardwebhooks judges our messages, and \"{start.FileName}\" was not found. Install Node.js 20 or later with npm.");
        }
    }

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "standardwebhooks");
            if (File.Exists(Path.Combine(folder, "package-lock.json")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"There is no folder \"standardwebhooks\" with a package-lock.json above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
