using Roost;
using Shop.Payments.Provider;

namespace Shop.Payments.Reconciliation;

/// <summary>
/// Compares the ledger with the provider's statement, an hour at a time and both ways. What is the same movement both tell by the key of the call that
/// caused it, so it does not matter on which side of midnight either has written it down.
/// </summary>
internal sealed class Reconciler(StatementBooks books, IPaymentProvider provider, TimeProvider time)
{
    private static readonly TimeSpan Slice = TimeSpan.FromHours(1);

    /// <summary>The differences of a span of time; fails with <c>payments.unknown</c> if the provider does not answer.</summary>
    public async Task<Result<IReadOnlyList<LedgerDifference>>> CompareAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        List<LedgerDifference> differences = [];
        HashSet<string> seen = [];
        for (var begin = from; begin < to; begin += Slice)
        {
            var statement = await provider.ReadStatementAsync(begin, begin + Slice < to ? begin + Slice : to, cancellationToken);
            if (statement is not { Kind: AnswerKind.Done, Value: { } movements })
            {
                return PaymentErrors.Unknown;
            }

            var own = await books.OwnAsync(movements, cancellationToken);
            seen.UnionWith(own.Select(movement => movement.Key));
            var recorded = await books.FindAsync([.. own.Select(movement => movement.Key)], cancellationToken);
            differences.AddRange(own.Select(movement => Compare(movement, recorded.GetValueOrDefault(movement.Key))).OfType<LedgerDifference>());
        }

        foreach (var recorded in (await books.OfAsync(from, to, cancellationToken)).Where(recorded => !seen.Contains(recorded.ProviderKey)))
        {
            // It may have written it down in another span than we have.
            var found = await provider.FindAsync(recorded.ProviderKey, cancellationToken);
            if (found.Kind != AnswerKind.Done)
            {
                return PaymentErrors.Unknown;
            }

            if (found.Value is null)
            {
                differences.Add(Missing(recorded));
            }
        }

        return differences;
    }

    private LedgerDifference? Compare(ProviderMovement movement, RecordedMovement? recorded) => recorded?.Agrees(movement) is true
        ? null
        : new()
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Kind = recorded is null ? DifferenceKind.MissingHere : DifferenceKind.AmountDiffers,
            ProviderKey = movement.Key,
            Type = movement.Type,
            ProviderChargeId = movement.ChargeId,
            Currency = movement.Currency,
            LedgerAmount = recorded?.Amount,
            ProviderAmount = movement.Amount,
            OccurredAt = movement.At,
            FoundAt = time.GetUtcNow(),
        };

    private LedgerDifference Missing(RecordedMovement recorded) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()),
        Kind = DifferenceKind.MissingThere,
        ProviderKey = recorded.ProviderKey,
        Type = recorded.Type,
        Currency = recorded.Currency,
        LedgerAmount = recorded.Amount,
        OccurredAt = recorded.RecordedAt,
        FoundAt = time.GetUtcNow(),
    };
}
