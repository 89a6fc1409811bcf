using Roost;

namespace Payments;

// ROOST1102: a list can be changed by whoever holds it.
public sealed record ChargePayment(Guid OperationId, List<long> Amounts);

[Contract]
public interface IPayments
{
    [Idempotent]
    Task<Result> ChargeAsync(ChargePayment request, CancellationToken cancellationToken);

    // ROOST1101: a caller far away would have to wait for it, and could not stop.
    bool IsOpen();
}
