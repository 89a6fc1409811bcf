using Microsoft.Extensions.Options;

namespace Shop.Payments.Charges;

/// <summary>Tells when the provider acts on no call any more that was cut off.</summary>
internal sealed class QuietTime(IOptions<PaymentsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2);

    /// <summary>How long a call asks at most: its three tries, with the pauses between them and the look-up behind.</summary>
    public TimeSpan Asking => 4 * options.Value.TryTimeout;

    /// <summary>
    /// Whether a payment was last asked for so long ago: far above what anything in between waits, and above the three tries that a call makes, with the
    /// pauses between them.
    /// </summary>
    public bool IsOver(Payment payment)
    {
        return payment.AskedAt + (Asking > Least ? Asking : Least) < time.GetUtcNow();
    }
}
