using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost;
using Roost.Operations;
using Roost.Security.Tokens;
using Shop.Auth.Sessions;

namespace Shop.Auth.SignIn;

/// <summary>
/// Exchanges refresh tokens. Each can be used once (RFC 9700 section 4.14.2). Of several requests with one token exactly one gets a new
/// pair. The others are refused; those within the grace are taken for the same client's (two tabs, a lost race) and change nothing, any
/// later one for a thief's or the robbed client's, and ends the session for both.
/// </summary>
internal sealed class RefreshService(
    SessionRepository sessions,
    TokenAnswers tokens,
    Operation operation,
    IOptions<AuthOptions> options,
    TimeProvider time,
    ILogger<RefreshService> logger)
{
    public async Task<Result<TokenResponse>> RefreshAsync(UseRefreshToken request, CancellationToken cancellationToken)
    {
        if (!RefreshToken.TryParse(request.RefreshToken, out var token))
        {
            return AuthErrors.InvalidRefreshToken;
        }

        var now = time.GetUtcNow();
        if (await sessions.UseAsync(token.Hash, now, cancellationToken) is not { } session)
        {
            return await RefuseAsync(token, now, cancellationToken);
        }

        var next = RefreshToken.Create();
        await sessions.AddAsync(
            new SessionToken { Hash = next.Hash, SessionId = session.SessionId, IssuedAt = now, ExpiresAt = now + options.Value.IdleLifetime },
            cancellationToken);
        return tokens.Make(operation.Context.RequiredTenant, session.AccountId, session.Role, next);
    }

    public async Task EndAsync(UseRefreshToken request, CancellationToken cancellationToken)
    {
        if (RefreshToken.TryParse(request.RefreshToken, out var token))
        {
            await sessions.RevokeAsync(token.Hash, time.GetUtcNow(), cancellationToken);
        }
    }

    private async Task<Error> RefuseAsync(RefreshToken token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await sessions.FindUsedAsync(token.Hash, now, cancellationToken) is not { } used)
        {
            return AuthErrors.InvalidRefreshToken;
        }

        var grace = options.Value.ReuseGrace;
        if (grace > TimeSpan.Zero && used.Since < grace)
        {
            return AuthErrors.RefreshRaced;
        }

        await sessions.RevokeAsync(token.Hash, now, cancellationToken);
        // The answer is an error, after which everything would be undone; this has to stay.
        await operation.CommitAsync(cancellationToken);
        Log.RefreshTokenReused(logger, used.SessionId);
        return AuthErrors.InvalidRefreshToken;
    }
}
