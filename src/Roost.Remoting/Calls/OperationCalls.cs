using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Roost.Operations;
using Roost.Remoting.Calls.Http;
using Roost.Remoting.Calls.Pipelines;

namespace Roost.Remoting.Calls;

/// <summary>The calls of one operation.</summary>
internal sealed class OperationCalls(
    Operation operation, CallPipelines pipelines, IHttpMessageHandlerFactory handlers, IOptionsMonitor<HttpClientFactoryOptions> clients) : ICalls
{
    private DateTimeOffset? Deadline => operation.HasContext ? operation.Context.Deadline : null;

    public HttpClient CreateClient(string name)
    {
        // The factory's handlers live for minutes and serve all operations; only the outermost one knows this one.
        var client = new HttpClient(new DeadlineHandler(handlers.CreateHandler(name), operation), disposeHandler: false);
        foreach (var configure in clients.Get(name).HttpClientActions)
        {
            configure(client);
        }

        return client;
    }

    public Task<T> RunAsync<T>(string name, Func<CancellationToken, Task<T>> call, CallRules<T>? rules, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return pipelines.Of(name).RunAsync(call, rules ?? new(), Deadline, cancellationToken);
    }

    public bool TryRepeat(string name) => pipelines.Of(name).TryRepeat();
}
