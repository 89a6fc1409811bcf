namespace Shop.Payments.Provider;

/// <summary>
/// Whoever moves the money. Each call is one try: what the other side or the way to it does is an answer, never an exception.
/// A charge or refund takes effect once a key, however often it is asked for.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>Asks for a charge.</summary>
    Task<ProviderAnswer<ProviderCharge>> ChargeAsync(ChargeOrder order, CancellationToken cancellationToken);

    /// <summary>Asks for money to be given back.</summary>
    Task<ProviderAnswer<ProviderRefund>> RefundAsync(RefundOrder order, CancellationToken cancellationToken);

    /// <summary>Finds the charge that a call under a key has made or changed; waits while such a call is in progress.</summary>
    Task<ProviderAnswer<ProviderCharge?>> FindAsync(string key, CancellationToken cancellationToken);
}
