using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Security.Tokens;

namespace Roost.Security.RateLimits;

/// <summary>
/// Counts each request for its caller: the principal, or the address of a visitor. Stands right behind authentication, before the tenant is
/// looked up, since whoever makes names of tenants up costs a look-up each. Endpoints of the host itself, such as health, are not counted.
/// </summary>
internal sealed class CallerLimitMiddleware(RequestDelegate next, IRateLimitStore store, IOptions<RateLimitOptions> options)
{
    private readonly LimitPolicy _default = new("default", options.Value.Default);
    private readonly LimitPolicy _signIn = new("sign-in", options.Value.SignIn);

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        return endpoint is not null && endpoint.Metadata.GetMetadata<ModuleMetadata>() is null
            ? next(context)
            : CountAsync(context, endpoint?.Metadata.GetMetadata<RateLimitMetadata>()?.Class ?? RateLimitClass.Default);
    }

    private async Task CountAsync(HttpContext context, RateLimitClass @class)
    {
        var policy = @class == RateLimitClass.SignIn ? _signIn : _default;
        var key = policy == _default && TryReadPrincipal(context, out var principal)
            ? new RateLimitKey(policy.Name, RateLimitKey.NumberOf(principal))
            : new RateLimitKey(policy.Name, NumberOf(context.Connection.RemoteIpAddress), IsVisitor: true);
        var decision = await store.CountAsync(key, policy.Limit, context.RequestAborted);
        policy.Describe(context.Response, decision);
        if (decision.IsAllowed)
        {
            await next(context);
        }
    }

    // A token that does not say who is refused by the next stage, and counts for its address.
    private static bool TryReadPrincipal(HttpContext context, out Guid principal)
    {
        principal = default;
        return context.User.Identity is { IsAuthenticated: true } && Guid.TryParse(context.User.FindFirst(AccessTokenClaims.Subject)?.Value, out principal);
    }

    internal static UInt128 NumberOf(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        // An address of IPv4 counts as a whole, as ::ffff:a.b.c.d, which is no prefix of IPv6.
        Span<byte> bytes = stackalloc byte[16];
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6;
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (!isIPv4)
        {
            // A subscriber gets at least a /64; whoever has one has 2^64 addresses to ask from.
            bytes[8..].Clear();
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
