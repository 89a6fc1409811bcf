namespace Shop.PaymentSandbox.Statements;

/// <summary>All movements of a span of time, in the order in which they happened.</summary>
/// <param name="From">The beginning, included; absent when all from the first movement was asked for.</param>
/// <param name="To">The end, excluded; absent when all up to now was asked for.</param>
/// <param name="Movements">The movements.</param>
internal sealed record Statement(DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<Movement> Movements);
