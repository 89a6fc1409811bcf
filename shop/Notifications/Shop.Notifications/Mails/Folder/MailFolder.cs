using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;

namespace Shop.Notifications.Mails.Folder;

/// <summary>Writes mails as .eml files that any mail program opens: for development, or for another program that sends them.</summary>
internal sealed class MailFolder(IOptions<NotificationsOptions> options, ILogger<MailFolder> logger) : IMailTransport
{
    // They hold names and addresses.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<Result> SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        var folder = options.Value.MailFolder!;
        // The name stays the same in a repetition, which then replaces the file.
        var path = Path.Combine(folder, $"{mail.OperationId:D}.eml");
        var unfinished = Path.Combine(folder, $".{Guid.CreateVersion7():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(unfinished, MailText.Write(mail), cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return Result.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, exception, mail.OperationId, folder);
            return NotificationErrors.NotSent;
        }
        finally
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = OwnerOnly;
        }

        await using var file = new FileStream(path, settings);
        await file.WriteAsync(content, cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
