using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Roost.Security.Tokens;

/// <summary>
/// Bearer tokens in the <c>Authorization</c> header (RFC 6750, 2.1); not in the query or the body, where they end up in logs.
/// The bodies of 401 and 403 are left to the application's <see cref="IProblemDetailsService"/>, and never say why a token was refused.
/// </summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IAccessTokenVerifier verifier) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = AccessTokenDefaults.Scheme + " ";

    // Shared because they say nothing about a request and are on the path of every one.
    private static readonly Task<AuthenticateResult> NoToken = Task.FromResult(AuthenticateResult.NoResult());
    private static readonly Task<AuthenticateResult> InvalidToken = Task.FromResult(AuthenticateResult.Fail("The access token was refused."));

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        StringValues header = Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return NoToken;
        }

        // Two credentials are one too many: whoever reads the other one would see another principal.
        if (header.Count > 1)
        {
            return Refuse(TokenFault.Malformed);
        }

        ReadOnlySpan<char> credentials = header[0];
        if (!credentials.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return NoToken;
        }

        TokenVerification verification = verifier.Verify(credentials[Prefix.Length..].Trim(' '));
        if (!verification.IsValid)
        {
            return Refuse(verification.Fault);
        }

        // The identity is shared, the principal is not: a claims transformation may add to it.
        var principal = new ClaimsPrincipal(verification.Token.Identity);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        AuthenticateResult result = await HandleAuthenticateOnceSafeAsync();
        await AnswerAsync(
            StatusCodes.Status401Unauthorized,
            result.Failure is null ? AccessTokenDefaults.Scheme : $"{AccessTokenDefaults.Scheme} error=\"invalid_token\"");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, $"{AccessTokenDefaults.Scheme} error=\"insufficient_scope\"");

    private Task<AuthenticateResult> Refuse(TokenFault fault)
    {
        Log.TokenRefused(Logger, fault);
        return InvalidToken;
    }

    private async Task AnswerAsync(int status, string challenge)
    {
        Response.StatusCode = status;
        Response.Headers.Append("WWW-Authenticate", challenge);
        Response.Headers.CacheControl = "no-store";
        if (Context.RequestServices.GetService<IProblemDetailsService>() is { } problems)
        {
            await problems.TryWriteAsync(new ProblemDetailsContext
            {
                HttpContext = Context,
                ProblemDetails = new ProblemDetails { Status = status },
            });
        }
    }
}
