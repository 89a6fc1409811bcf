using Roost.Operations;

namespace Roost.Remoting.Calls.Http;

/// <summary>Tells the handlers of all operations of the deadline of this one.</summary>
internal sealed class DeadlineHandler(HttpMessageHandler inner, Operation operation) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (operation is { HasContext: true, Context.Deadline: { } deadline } && !(request.Options.TryGetValue(CallRequest.Deadline, out var earlier) && earlier < deadline))
        {
            request.Options.Set(CallRequest.Deadline, deadline);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
