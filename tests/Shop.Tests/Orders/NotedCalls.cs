using System.Collections.Concurrent;
using Roost;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Tests.Orders;

/// <summary>The modules that orders ask, which note under which id they were asked for what.</summary>
internal sealed class NotedCalls : IInventory, IPayments, INotifications
{
    // A confirmation is asked for in the background, while a test looks.
    private readonly ConcurrentQueue<(string What, Guid OperationId)> _calls = [];

    public IReadOnlyList<(string What, Guid OperationId)> Calls => [.. _calls];

    /// <summary>The call whose line is cut, once, after it was noted.</summary>
    public string? CutsOff { get; set; }

    public Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken) => Task.FromResult(Note("reserve", request.OperationId));

    public Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken) => Task.FromResult(Note("reservation", request.OperationId));

    public Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken) => Task.FromResult(Note("reservation", request.OperationId));

    public Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken)
    {
        Note("charge", request.OperationId);
        return Task.FromResult<Result<PaymentReceipt>>(new PaymentReceipt(Guid.CreateVersion7()));
    }

    public Task<Result<PaymentReceipt>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken)
    {
        Note("authorization", request.OperationId);
        return Task.FromResult<Result<PaymentReceipt>>(new PaymentReceipt(Guid.CreateVersion7()));
    }

    public Task<Result<PaymentReceipt>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken)
    {
        Note("capture", request.OperationId);
        return Task.FromResult<Result<PaymentReceipt>>(new PaymentReceipt(request.PaymentId));
    }

    public Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken) => Task.FromResult(Note("void", request.OperationId));

    public Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken) => Task.FromResult(Note("refund", request.OperationId));

    public Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefundSnapshot>>([]);

    public Task<Result> OrderConfirmedAsync(SendConfirmation request, CancellationToken cancellationToken) => Task.FromResult(Note("confirmation", request.OperationId));

    private Result Note(string what, Guid operationId)
    {
        _calls.Enqueue((what, operationId));
        if (CutsOff == what)
        {
            CutsOff = null;
            throw new IOException("The line was cut.");
        }

        return Result.Success;
    }
}
