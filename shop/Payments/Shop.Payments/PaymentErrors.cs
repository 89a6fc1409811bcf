using Roost;

namespace Shop.Payments;

internal static class PaymentErrors
{
    public static Error NotFound => Error.NotFound("payments.payment_not_found", "There is no such payment.");

    public static Error Declined => Error.Unprocessable("payments.declined", "The payment was declined. Use another means of payment.");

    public static Error UnknownMethod => Error.Unprocessable("payments.method_unknown", "The payment provider knows no such means of payment, and nothing was charged. Place a new order with another payment.method.");

    public static Error Failed => Error.Unprocessable("payments.failed", "The payment could not be made, and nothing was charged. Place a new order to try again, or use another means of payment.");

    public static Error Unknown => Error.Unavailable("payments.unknown", "The payment provider has not said what became of it. Ask again in a moment, under the same key: nothing is done twice.");

    public static Error OperationReused => Error.Unprocessable("payments.operation_reused", "This operation id belongs to another payment or refund. Use a new one.");

    public static Error Voided => Error.Unprocessable("payments.voided", "This payment was undone, and nothing of it is held. Pay again under another id.");

    public static Error NotAuthorized => Error.Unprocessable("payments.not_authorized", "Nothing is held for this payment that could be captured.");

    public static Error CaptureTooLarge => Error.Unprocessable("payments.capture_too_large", "That is more than is held. Leave the amount out to capture all that is held.");

    public static Error CaptureRefused => Error.Unprocessable("payments.capture_refused", "The payment provider refuses to take what it holds, and nothing was taken. Undo the payment, and pay again.");

    public static Error NothingLeft => Error.Unprocessable("payments.nothing_to_refund", "Nothing of this payment is left to give back.");

    public static Error RefundTooLarge => Error.Unprocessable("payments.refund_too_large", "That is more than is left of this payment. Leave the amount out to give back all that is left.");

    public static Error RefundRefused => Error.Unprocessable("payments.refund_refused", "The payment provider refuses this refund, and nothing was given back. Ask the provider why, and use a new key to try again.");
}
