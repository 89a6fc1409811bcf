namespace Shop.Payments.Provider;

/// <summary>How several tries of one call ended.</summary>
/// <param name="Last">The last answer.</param>
/// <param name="ReachedNobody">Whether no try reached the provider.</param>
/// <param name="MayStillAct">Whether the provider may yet act on a try that was cut off.</param>
internal readonly record struct TriesOutcome<T>(ProviderAnswer<T> Last, bool ReachedNobody, bool MayStillAct);
