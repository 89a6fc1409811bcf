using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Options;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Http;
using Shop.Webhooks.Addresses;
using Shop.Webhooks.Deliveries;
using Shop.Webhooks.Receivers;

namespace Shop.Webhooks.Sending;

/// <summary>Posts a message to a receiver. Its answer's status is all that counts; what else it says is not read.</summary>
internal sealed class WebhookSender(HttpClient http, IOptions<WebhooksOptions> options, TimeProvider time)
{
    public async Task<SendAnswer> SendAsync(Receiver receiver, Delivery delivery, CancellationToken cancellationToken)
    {
        using var request = Write(receiver, delivery);
        request.Options.Set(CallRequest.AttemptTimeout, options.Value.AttemptTimeout);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return SendAnswer.Of(response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendAnswer.Failed("timed_out");
        }
        catch (HttpRequestException exception)
        {
            return SendAnswer.Failed(CauseOf(exception));
        }
    }

    private HttpRequestMessage Write(Receiver receiver, Delivery delivery)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        var now = time.GetUtcNow();
        var timestamp = now.ToUnixTimeSeconds();
        return new HttpRequestMessage(HttpMethod.Post, receiver.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json) } },
            Headers =
            {
                { "User-Agent", "Shop-Webhooks/1.0" },
                { "webhook-id", delivery.WireId },
                { "webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", Signature.Write(receiver.SecretsAt(now), delivery.WireId, timestamp, body) },
            },
        };
    }

    private static string CauseOf(HttpRequestException exception) => exception switch
    {
        CallRefusedException { Refusal: CallRefusal.BreakerOpen } => "circuit_open",
        CallRefusedException { Refusal: CallRefusal.NoTimeLeft } => "timed_out",
        { InnerException: RefusedAddressException } => "address_refused",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "name_not_found",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "tls_failed",
        { HttpRequestError: HttpRequestError.ConnectionError } => "not_connected",
        _ => "bad_answer",
    };
}
