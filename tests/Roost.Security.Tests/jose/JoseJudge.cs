using System.Diagnostics;
using System.Text.Json.Nodes;
using Roost.Security.Tests.Node;

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
            _node ??= (await NodeFolder.FindAsync("jose")).Start("node", "judge.mjs");
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
}
