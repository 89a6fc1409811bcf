namespace Shop.PaymentSandbox.Problems;

/// <summary>The stable codes in the <c>code</c> member of a problem.</summary>
internal static class ProblemCodes
{
    /// <summary>The name of the extension member.</summary>
    public const string Member = "code";

    public const string ValidationFailed = "validation_failed";
    public const string MalformedRequest = "malformed_request";
    public const string FilterRequired = "filter_required";
    public const string KeyMissing = "idempotency_key_missing";
    public const string KeyInvalid = "idempotency_key_invalid";
    public const string KeyReused = "idempotency_key_reused";
    public const string ChargeNotFound = "charge_not_found";
    public const string ChargeNotAuthorized = "charge_not_authorized";
    public const string ChargeNotCaptured = "charge_not_captured";
    public const string CaptureTooLarge = "capture_exceeds_authorized";
    public const string RefundTooLarge = "refund_exceeds_captured";
    public const string UnknownMethod = "unknown_method";
    public const string ProviderError = "provider_error";
    public const string StorageFailed = "storage_failed";
}
