namespace Shop.Payments.Provider;

/// <summary>
/// Whoever moves the money. Each call is one try: what the other side or the way to it does is an answer, never an exception.
/// Whatever is asked for takes effect once a key, however often it is asked for.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>Asks for a charge, or for an amount to be held.</summary>
    Task<ProviderAnswer<ProviderCharge>> ChargeAsync(ChargeOrder order, CancellationToken cancellationToken);

    /// <summary>Asks for what is held to be taken. Either this or a void has an effect on a charge, whichever comes first.</summary>
    Task<ProviderAnswer<ProviderCharge>> CaptureAsync(CaptureOrder order, CancellationToken cancellationToken);

    /// <summary>Asks for what is held to be let go.</summary>
    Task<ProviderAnswer<ProviderCharge>> VoidAsync(VoidOrder order, CancellationToken cancellationToken);

    /// <summary>Asks for money to be given back.</summary>
    Task<ProviderAnswer<ProviderRefund>> RefundAsync(RefundOrder order, CancellationToken cancellationToken);

    /// <summary>Finds the charge, as it is now, that a call under a key has made or changed; waits while such a call is in progress.</summary>
    Task<ProviderAnswer<ProviderCharge?>> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads the statement of a span of time, <paramref name="from"/> included and <paramref name="to"/> not, in the order in which things happened.</summary>
    Task<ProviderAnswer<IReadOnlyList<ProviderMovement>>> ReadStatementAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);
}
