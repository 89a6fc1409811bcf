using Roost;
using Shop.Inventory.Contracts;
using Shop.Notifications.Contracts;
using Shop.Payments.Contracts;

namespace Shop.Tests.Orders;

/// <summary>Modules around that of orders which do whatever they are asked, and a postman whom a test can tell what to do.</summary>
internal sealed class Neighbours : IInventory, IPayments, INotifications
{
    private int _mails;

    /// <summary>How often a mail was asked for.</summary>
    public int Mails => Volatile.Read(ref _mails);

    public Func<CancellationToken, Task<Result>> Send { get; set; } = _ => Task.FromResult(Result.Success);

    /// <summary>What happens when the money is taken.</summary>
    public Func<Task> Capture { get; set; } = () => Task.CompletedTask;

    public Task<Result> ReserveAsync(ReserveStock request, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> CommitAsync(SettleReservation request, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> ReleaseAsync(SettleReservation request, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result<PaymentReceipt>> ChargeAsync(ChargePayment request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<PaymentReceipt>>(new PaymentReceipt(request.OperationId));

    public Task<Result<PaymentReceipt>> AuthorizeAsync(AuthorizePayment request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<PaymentReceipt>>(new PaymentReceipt(request.OperationId));

    public async Task<Result<PaymentReceipt>> CaptureAsync(CapturePayment request, CancellationToken cancellationToken)
    {
        await Capture();
        return new PaymentReceipt(request.PaymentId);
    }

    public Task<Result> VoidAsync(VoidPayment request, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<Result> RefundAsync(RefundOrder request, CancellationToken cancellationToken) => Task.FromResult(Result.Success);

    public Task<IReadOnlyList<RefundSnapshot>> FindRefundsAsync(FindRefunds request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RefundSnapshot>>([]);

    public Task<Result> OrderConfirmedAsync(SendConfirmation request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _mails);
        return Send(cancellationToken);
    }
}
