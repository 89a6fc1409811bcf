using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Roost.Remoting.Calls.Http;

namespace Shop.Payments.Provider.Sandbox;

/// <summary>Speaks the HTTP interface of <c>Shop.PaymentSandbox</c>. Another provider is another class like this one.</summary>
internal sealed class SandboxProvider(HttpClient http, IOptions<PaymentsOptions> options) : IPaymentProvider
{
    private const string KeyHeader = "Idempotency-Key";
    private const string UnknownMethodCode = "unknown_method";

    public async Task<ProviderAnswer<ProviderCharge>> ChargeAsync(ChargeOrder order, CancellationToken cancellationToken)
    {
        var body = new ChargeBody(order.Amount.Amount, order.Amount.Currency, order.Method, order.Reference);
        using var request = Post("v1/charges", order.Key, JsonContent.Create(body, SandboxJson.Default.ChargeBody));
        var answer = await SendAsync(request, SandboxJson.Default.ChargeAnswer, cancellationToken);
        return new(answer.Kind, answer.Value?.ToCharge());
    }

    public async Task<ProviderAnswer<ProviderRefund>> RefundAsync(RefundOrder order, CancellationToken cancellationToken)
    {
        using var request = Post(
            $"v1/charges/{Uri.EscapeDataString(order.ChargeId)}/refunds", order.Key, JsonContent.Create(new RefundBody(order.Amount), SandboxJson.Default.RefundBody));
        var answer = await SendAsync(request, SandboxJson.Default.RefundAnswer, cancellationToken);
        return new(answer.Kind, answer.Value is { } refund ? new ProviderRefund(refund.Id) : null);
    }

    public async Task<ProviderAnswer<ProviderCharge?>> FindAsync(string key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/charges?key={Uri.EscapeDataString(key)}");
        var answer = await SendAsync(request, SandboxJson.Default.ChargeListAnswer, cancellationToken);
        return new(answer.Kind, answer.Value?.Charges is [var charge, ..] ? charge.ToCharge() : null);
    }

    private static HttpRequestMessage Post(string path, string key, HttpContent content) =>
        new(HttpMethod.Post, path) { Content = content, Headers = { { KeyHeader, key } } };

    private async Task<ProviderAnswer<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        request.Options.Set(CallRequest.AttemptTimeout, options.Value.TryTimeout);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var kind = KindOf(response.StatusCode);
            return kind switch
            {
                AnswerKind.Done => new(kind, await response.Content.ReadFromJsonAsync(type, cancellationToken)),
                AnswerKind.Refused when await SaysUnknownMethodAsync(response, cancellationToken) => new(AnswerKind.UnknownMethod),
                _ => new(kind),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(AnswerKind.Lost);
        }
        catch (HttpRequestException exception)
        {
            // A call that was refused looks as if nobody was there: nothing has left.
            return new(exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                ? AnswerKind.Unsent
                : AnswerKind.Lost);
        }
        catch (JsonException)
        {
            // It says that it was done and does not say what: the answer was damaged on its way.
            return new(AnswerKind.Lost);
        }
    }

    private static async Task<bool> SaysUnknownMethodAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response is { StatusCode: HttpStatusCode.UnprocessableEntity, Content.Headers.ContentType.MediaType: "application/problem+json" }
        && await response.Content.ReadFromJsonAsync(SandboxJson.Default.RefusalAnswer, cancellationToken) is { Code: UnknownMethodCode };

    private static AnswerKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.PaymentRequired => AnswerKind.Done,
        // Something in between has not heard the provider either.
        HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => AnswerKind.Lost,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => AnswerKind.Failed,
        _ => AnswerKind.Refused,
    };
}
