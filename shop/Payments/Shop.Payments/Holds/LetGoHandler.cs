using Roost;
using Roost.Messaging.Jobs;
using Shop.Payments.Charges;

namespace Shop.Payments.Holds;

/// <summary>Comes again for as long as it is not certain that nothing is held.</summary>
internal sealed class LetGoHandler(PaymentRepository payments, VoidService voids) : IJobHandler<LetGo>
{
    public async Task<Result> HandleAsync(LetGo job, JobRun run, CancellationToken cancellationToken) =>
        await payments.FindAsync(job.PaymentId, cancellationToken) is { } payment
            ? await voids.UndoAsync(payment, payment.VoidOperationId ?? payment.OperationId, cancellationToken)
            : PaymentErrors.NotFound;
}
