namespace Shop.PaymentSandbox.Voids;

/// <summary>The body of <c>POST /v1/charges/{id}/void</c>: none, or an empty object.</summary>
internal sealed record VoidRequest;
