using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Operations;
using Roost.Security.Passwords;
using Roost.Security.Tokens;
using Shop.Auth.Accounts;
using Shop.Auth.Sessions;

namespace Shop.Auth.SignIn;

/// <summary>
/// Signs people in by password. An unknown address, a wrong password and a locked account get one answer, after the same work:
/// one derivation of a key, and one update that finds a row or does not.
/// </summary>
internal sealed class SignInService(
    AccountRepository accounts,
    SessionRepository sessions,
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
        var verification = account is null
            ? await passwords.VerifyAgainstNothingAsync(request.Password, cancellationToken)
            : await passwords.VerifyAsync(request.Password, account.PasswordHash, cancellationToken);
        var now = time.GetUtcNow();
        if (account is null || verification == PasswordVerification.Failed || account.LockedUntil > now)
        {
            await accounts.RefuseAsync(account?.Id ?? operation.Id, options.Value.LockAfter, now, now + options.Value.LockFor, cancellationToken);
            // The answer is an error, after which everything would be undone; this has to stay.
            await operation.CommitAsync(cancellationToken);
            Log.SignInRefused(logger, account?.Id);
            return AuthErrors.InvalidCredentials;
        }

        var newHash = verification == PasswordVerification.SuccessRehashNeeded ? await passwords.HashAsync(request.Password, cancellationToken) : null;
        return await accounts.AdmitAsync(account.Id, newHash, now, cancellationToken)
            ? await BeginSessionAsync(account, now, cancellationToken)
            : AuthErrors.InvalidCredentials;
    }

    private async Task<TokenResponse> BeginSessionAsync(Account account, DateTimeOffset now, CancellationToken cancellationToken)
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
        return tokens.Make(operation.Context.RequiredTenant, account.Id, account.Role, refresh);
    }

    private SessionToken NewToken(RefreshToken refresh, Session session, DateTimeOffset now) => new()
    {
        Hash = refresh.Hash,
        SessionId = session.Id,
        IssuedAt = now,
        ExpiresAt = now + options.Value.IdleLifetime,
    };
}
