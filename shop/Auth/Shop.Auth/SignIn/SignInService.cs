using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Operations;
using Roost.Security.Passwords;
using Roost.Security.Tokens;
using Shop.Auth.Accounts;
using Shop.Auth.Devices;
using Shop.Auth.Sessions;

namespace Shop.Auth.SignIn;

/// <summary>
/// Signs people in by password. An unknown address, a wrong password and a locked account get one answer, after the same work:
/// one derivation of a key, and one update that finds a row or does not.
/// </summary>
internal sealed class SignInService(
    AccountRepository accounts,
    DeviceRepository devices,
    SessionRepository sessions,
    GuessLimits guesses,
    PasswordHasher passwords,
    TokenAnswers tokens,
    Operation operation,
    IOptions<AuthOptions> options,
    TimeProvider time,
    ILogger<SignInService> logger)
{
    public async Task<Result<TokenResponse>> SignInAsync(SignInWithPassword request, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(EmailAddress.Normalize(request.Email), cancellationToken);
        // Asked for whether or not there is an account, so that the time does not tell.
        var shown = DeviceToken.TryParse(request.DeviceToken, out var token) ? await devices.FindAsync(token.Hash, cancellationToken) : null;
        var device = shown?.AccountId == account?.Id ? shown : null;
        var verification = account is null
            ? await passwords.VerifyAgainstNothingAsync(request.Password, cancellationToken)
            : await passwords.VerifyAsync(request.Password, account.PasswordHash, cancellationToken);
        var now = time.GetUtcNow();
        var lockedUntil = device is null ? account?.LockedUntil : device.LockedUntil;
        if (account is null || verification == PasswordVerification.Failed || lockedUntil > now)
        {
            await guesses.RefuseAsync(account?.Id ?? operation.Id, device?.Hash, now, cancellationToken);
            // The answer is an error, after which everything would be undone; this has to stay.
            await operation.CommitAsync(cancellationToken);
            Log.SignInRefused(logger, account?.Id);
            return AuthErrors.InvalidCredentials;
        }

        var newHash = verification == PasswordVerification.SuccessRehashNeeded ? await passwords.HashAsync(request.Password, cancellationToken) : null;
        if (!await guesses.AdmitAsync(account.Id, device?.Hash, now, cancellationToken))
        {
            return AuthErrors.InvalidCredentials;
        }

        if (newHash is not null)
        {
            await accounts.RehashAsync(account.Id, newHash, cancellationToken);
        }

        var newDevice = device is null ? await RememberDeviceAsync(account, now, cancellationToken) : null;
        return await BeginSessionAsync(account, newDevice, now, cancellationToken);
    }

    private async Task<DeviceToken> RememberDeviceAsync(Account account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var token = DeviceToken.Create();
        await devices.AddAsync(new Device { Hash = token.Hash, AccountId = account.Id, UsedAt = now }, cancellationToken);
        return token;
    }

    private async Task<TokenResponse> BeginSessionAsync(Account account, DeviceToken? newDevice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var refresh = RefreshToken.Create();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
        };
        await sessions.AddAsync(session, NewToken(refresh, session, now), cancellationToken);
        return tokens.Make(operation.Context.RequiredTenant, account.Id, account.Role, refresh, newDevice?.Value);
    }

    private SessionToken NewToken(RefreshToken refresh, Session session, DateTimeOffset now) => new()
    {
        Hash = refresh.Hash,
        SessionId = session.Id,
        IssuedAt = now,
        ExpiresAt = now + options.Value.IdleLifetime,
    };
}
