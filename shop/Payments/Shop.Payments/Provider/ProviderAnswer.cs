namespace Shop.Payments.Provider;

/// <summary>How a try ended, and what it brought.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Value">What it brought, if it is <see cref="AnswerKind.Done"/>.</param>
internal readonly record struct ProviderAnswer<T>(AnswerKind Kind, T? Value = default);
