using Microsoft.Extensions.Logging;
using Roost;
using Roost.Operations;

namespace Shop.Notifications.Mails;

/// <summary>
/// Sends a mail once an operation. It is on record before it leaves, and no transaction is open while it does; after a crash in between,
/// the next call under the same operation id sends it again with the same message id, which is the best that mail allows.
/// </summary>
internal sealed class MailDelivery(SentMailRepository mails, IMailTransport transport, Operation operation, TimeProvider time, ILogger<MailDelivery> logger)
{
    // Above what any transport takes, so that a claim runs out only if its holder is gone with its host.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    public Task<bool> IsSentAsync(Guid operationId, CancellationToken cancellationToken) => mails.IsSentAsync(operationId, cancellationToken);

    public async Task<Result> SendAsync(string kind, Guid recipientId, Mail mail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = new SentMail
        {
            Id = Guid.CreateVersion7(now),
            OperationId = mail.OperationId,
            Kind = kind,
            RecipientId = recipientId,
            CreatedAt = now,
            ClaimedUntil = now + Claim,
        };
        var claimed = await mails.ClaimAsync(row, cancellationToken);
        // To the end, or nobody here would know whether there is a claim.
        await operation.CommitAsync(CancellationToken.None);
        if (claimed is not { } date)
        {
            return await mails.IsSentAsync(mail.OperationId, cancellationToken) ? Result.Success : NotificationErrors.UnderWay;
        }

        Result result;
        try
        {
            result = await transport.SendAsync(mail with { Date = date }, cancellationToken);
        }
        catch
        {
            // As when the host of the caller has died: it is over here, so that whoever asks again need not wait until the claim runs out.
            await TryReleaseAsync(row);
            throw;
        }

        // Whether or not the caller still listens, others must learn how it went.
        if (!result.IsSuccess)
        {
            await ReleaseAsync(row);
            return result;
        }

        await mails.MarkSentAsync(mail.OperationId, time.GetUtcNow(), CancellationToken.None);
        await operation.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task TryReleaseAsync(SentMail claim)
    {
        try
        {
            await ReleaseAsync(claim);
        }
        catch (Exception exception)
        {
            // Why the mail was not sent is what the caller is to hear.
            Log.NotReleased(logger, exception, claim.OperationId, claim.ClaimedUntil);
        }
    }

    private async Task ReleaseAsync(SentMail claim)
    {
        await mails.ReleaseAsync(claim, time.GetUtcNow(), CancellationToken.None);
        await operation.CommitAsync(CancellationToken.None);
    }
}
