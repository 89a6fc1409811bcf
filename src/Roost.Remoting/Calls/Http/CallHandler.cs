using Roost.Remoting.Calls.Pipelines;

namespace Roost.Remoting.Calls.Http;

/// <summary>Lets each request of an HTTP client be a call. What stands behind it, such as a handler that signs, is gone through in every attempt.</summary>
internal sealed class CallHandler(CallPipeline pipeline, TimeProvider time) : DelegatingHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"Calls to '{pipeline.Name}' do not hold a thread while they wait. Use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var mayRepeat = pipeline.Settings.Attempts > 1 && HttpRules.MayRepeat(request);
        if (mayRepeat && request.Content is { } content)
        {
            // A stream can be sent once; and each attempt under one key has to say the same.
            await content.LoadIntoBufferAsync(cancellationToken);
        }

        var rules = new CallRules<HttpResponseMessage>
        {
            Result = HttpRules.VerdictOf,
            Exception = HttpRules.VerdictOf,
            RetryAfter = response => HttpRules.RetryAfterOf(response, time),
            MayRepeat = mayRepeat,
            AttemptTimeout = request.Options.TryGetValue(CallRequest.AttemptTimeout, out var timeout) ? timeout : null,
            Target = pipeline.Settings.IsPerTarget ? request.RequestUri?.Authority : null,
        };
        return await pipeline.RunAsync(
            attempt => AttemptAsync(request, attempt), rules, request.Options.TryGetValue(CallRequest.Deadline, out var deadline) ? deadline : null, cancellationToken);
    }

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!pipeline.Settings.IsHeadOnly)
        {
            try
            {
                await response.Content.LoadIntoBufferAsync(pipeline.Settings.MaxAnswerBytes, cancellationToken);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        return response;
    }
}
