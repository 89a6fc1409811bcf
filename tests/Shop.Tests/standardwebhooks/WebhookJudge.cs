using System.Text.Json;
using System.Text.Json.Nodes;
using Roost.Security.Tests.Node;
using Shop.Tests.Webhooks;

[assembly: AssemblyFixture(typeof(Shop.Tests.StandardWebhooks.WebhookJudge))]

namespace Shop.Tests.StandardWebhooks;

/// <summary>npm's <c>standardwebhooks</c>, the reference implementation of Standard Webhooks: it says whether a receiver would take a message. One for the whole run, because it is fetched by whoever asks first.</summary>
public sealed class WebhookJudge : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private NodeFolder? _folder;

    public void Dispose() => _one.Dispose();

    internal async Task<JsonNode> AskAsync(string secret, ReceivedMessage message)
    {
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _folder ??= await NodeFolder.FindAsync("standardwebhooks");
        }
        finally
        {
            _one.Release();
        }

        return JsonNode.Parse(await _folder.RunAsync("node", JsonSerializer.Serialize(new { secret, headers = message.Headers, body = message.Body }), "judge.mjs"))!;
    }
}
