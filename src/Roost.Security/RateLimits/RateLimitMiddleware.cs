using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Roost.Edge.Endpoints;
using Roost.Operations;

namespace Roost.Security.RateLimits;

/// <summary>
/// Counts each request for its caller and for its tenant, and refuses it with 429 above a limit. Says in every answer how much is left
/// (draft-ietf-httpapi-ratelimit-headers). Endpoints of the host itself, such as health, are not counted.
/// </summary>
internal sealed class RateLimitMiddleware
{
    private readonly RequestDelegate _next;
    private readonly IRateLimitStore _store;
    private readonly RateLimitOptions _options;
    private readonly StringValues _defaultPolicy;
    private readonly StringValues _signInPolicy;
    private readonly StringValues _tenantPolicy;

    public RateLimitMiddleware(RequestDelegate next, IRateLimitStore store, IOptions<RateLimitOptions> options)
    {
        _next = next;
        _store = store;
        _options = options.Value;
        _defaultPolicy = Describe("default", _options.Default);
        _signInPolicy = Describe("sign-in", _options.SignIn);
        _tenantPolicy = Describe("tenant", _options.Tenant);
    }

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        return endpoint is not null && endpoint.Metadata.GetMetadata<ModuleMetadata>() is null
            ? _next(context)
            : CountAsync(context, endpoint?.Metadata.GetMetadata<RateLimitMetadata>()?.Class ?? RateLimitClass.Default);
    }

    private async Task CountAsync(HttpContext context, RateLimitClass @class)
    {
        var call = context.RequestServices.GetRequiredService<Operation>().Context;
        var isSignIn = @class == RateLimitClass.SignIn;
        var name = isSignIn ? "sign-in" : "default";
        var key = !isSignIn && call.Principal.Id is { } principal
            ? new RateLimitKey(name, Number(principal))
            : new RateLimitKey(name, Number(context.Connection.RemoteIpAddress), IsVisitor: true);
        var policy = isSignIn ? _signInPolicy : _defaultPolicy;
        var decision = await _store.CountAsync(key, isSignIn ? _options.SignIn : _options.Default, context.RequestAborted);
        if (decision.IsAllowed && call.Tenant is { } tenant)
        {
            var whole = await _store.CountAsync(new RateLimitKey("tenant", Number(tenant.Value)), _options.Tenant, context.RequestAborted);
            if (!whole.IsAllowed)
            {
                (name, policy, decision) = ("tenant", _tenantPolicy, whole);
            }
        }

        var headers = context.Response.Headers;
        var seconds = (long)Math.Ceiling(decision.ResetsIn.TotalSeconds);
        headers["RateLimit-Policy"] = policy;
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={decision.Remaining};t={seconds}");
        if (decision.IsAllowed)
        {
            await _next(context);
            return;
        }

        headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        // The edge writes the problem document for an answer without a body.
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }

    private static string Describe(string name, RateLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit.Permits};w={(long)limit.Window.TotalSeconds}");

    private static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    private static UInt128 Number(IPAddress? address)
    {
        if (address is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // A subscriber gets at least a /64; whoever has one has 2^64 addresses to ask from.
            bytes[8..].Clear();
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
