using System.Globalization;
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
        var body = new ChargeBody(order.Amount.Amount, order.Amount.Currency, order.Method, order.Reference, order.Capture);
        using var request = Post("v1/charges", order.Key, JsonContent.Create(body, SandboxJson.Default.ChargeBody));
        return await SendForChargeAsync(request, cancellationToken);
    }

    public async Task<ProviderAnswer<ProviderCharge>> CaptureAsync(CaptureOrder order, CancellationToken cancellationToken)
    {
        using var request = Post(
            $"v1/charges/{Uri.EscapeDataString(order.ChargeId)}/capture", order.Key, JsonContent.Create(new CaptureBody(order.Amount), SandboxJson.Default.CaptureBody));
        return await SendForChargeAsync(request, cancellationToken);
    }

    public async Task<ProviderAnswer<ProviderCharge>> VoidAsync(VoidOrder order, CancellationToken cancellationToken)
    {
        using var request = Post($"v1/charges/{Uri.EscapeDataString(order.ChargeId)}/void", order.Key, JsonContent.Create(new VoidBody(), SandboxJson.Default.VoidBody));
        return await SendForChargeAsync(request, cancellationToken);
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

    public async Task<ProviderAnswer<IReadOnlyList<ProviderMovement>>> ReadStatementAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/statement?from={Text(from)}&to={Text(to)}");
        var answer = await SendAsync(request, SandboxJson.Default.StatementAnswer, cancellationToken);
        return new(answer.Kind, answer.Value is { } statement ? [.. statement.Movements.Select(movement => movement.ToMovement())] : null);
    }

    private static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    private async Task<ProviderAnswer<ProviderCharge>> SendForChargeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(request, SandboxJson.Default.ChargeAnswer, cancellationToken);
        return new(answer.Kind, answer.Value?.ToCharge());
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
