using Microsoft.Extensions.Options;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Auth.SignIn;

/// <summary>
/// Counts wrong passwords, and locks after too many of them: for an account all that come from devices it does not know, and for each device
/// that it knows that one's. So whoever guesses is stopped wherever the guesses come from, and keeps nobody out who comes from a device that it remembers
/// (OWASP, Slow Down Online Guessing Attacks with Device Cookies).
/// </summary>
internal sealed class GuessLimits(Sql<AuthModule> sql, IOptions<AuthOptions> options)
{
    /// <summary>
    /// Lets a right password in, and starts the count anew: <see langword="false"/> if it is locked by now. Guesses that arrive together are
    /// decided here one after the other, so that no more of them count than the lock allows.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="device">The hash of the known device that it came from; <see langword="null"/> for any other.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task<bool> AdmitAsync(Guid account, byte[]? device, DateTimeOffset now, CancellationToken cancellationToken) => await sql.ExecuteAsync(
        device is null
            ? """
              UPDATE auth.accounts SET failed_attempts = 0, locked_until = NULL
              WHERE id = @account AND (locked_until IS NULL OR locked_until <= @now)
              """
            : """
              UPDATE auth.devices SET failed_attempts = 0, locked_until = NULL, used_at = @now
              WHERE hash = @device AND account_id = @account AND (locked_until IS NULL OR locked_until <= @now)
              """,
        new { account, device, now },
        cancellationToken) == 1;

    /// <summary>
    /// Counts a wrong password, and locks if it was one too many. Does as much for an id that has no account, so that the time
    /// does not tell; for the same reason nobody waits for the disk, and a server that crashes may forget a guess.
    /// </summary>
    /// <param name="account">The account; any other id if there is none.</param>
    /// <param name="device">The hash of the known device that it came from; <see langword="null"/> for any other.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public async Task RefuseAsync(Guid account, byte[]? device, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync("SET LOCAL synchronous_commit = off", cancellationToken: cancellationToken);
        var (table, row) = device is null ? ("accounts", "id = @account") : ("devices", "hash = @device AND account_id = @account");
        await sql.ExecuteAsync(
            $"""
            UPDATE auth.{table}
            SET failed_attempts = CASE WHEN locked_until <= @now THEN 1 ELSE failed_attempts + 1 END,
                locked_until = CASE WHEN locked_until <= @now OR failed_attempts + 1 < @lockAfter THEN NULL ELSE @lockUntil END
            WHERE {row} AND (locked_until IS NULL OR locked_until <= @now)
            """,
            new { account, device, lockAfter = options.Value.LockAfter, now, lockUntil = now + options.Value.LockFor },
            cancellationToken);
    }
}
