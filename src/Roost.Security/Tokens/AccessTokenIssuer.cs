using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Roost.Security.Tokens;

internal sealed class AccessTokenIssuer(IKeyRingSource keys, IOptions<TokenOptions> options, TimeProvider clock) : IAccessTokenIssuer
{
    public IssuedAccessToken Issue(AccessTokenRequest request)
    {
        TokenSigningKey key = keys.Current.SigningKey ?? throw new InvalidOperationException(
            $"This host has no signing key, so it can't issue tokens. Set {TokenOptions.Section}:{nameof(TokenOptions.SigningKey)} to the PEM text of an EC P-256 private key.");
        Check(request);

        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan lifetime = request.Lifetime ?? options.Value.AccessTokenLifetime;
        DateTimeOffset expires = now + lifetime;
        string id = Guid.CreateVersion7(now).ToString();

        string signingInput = $"{key.EncodedHeader}.{Base64Url.EncodeToString(Payload(request, id, now, expires))}";
        byte[] signature = key.Sign(Encoding.ASCII.GetBytes(signingInput));
        string token = $"{signingInput}.{Base64Url.EncodeToString(signature)}";
        return token.Length <= CompactJws.MaximumLength
            ? new IssuedAccessToken(token, id, DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds()), lifetime)
            : throw new ArgumentException($"The token would be {token.Length} bytes long; {CompactJws.MaximumLength} are accepted. Give it fewer roles or claims.", nameof(request));
    }

    private static void Check(AccessTokenRequest request)
    {
        if (request.Subject == Guid.Empty || request.TenantId == Guid.Empty)
        {
            throw new ArgumentException("Subject and tenant must not be all zeros.", nameof(request));
        }

        if (request.Lifetime is { } lifetime && (lifetime < TimeSpan.FromSeconds(1) || lifetime > TimeSpan.FromDays(1)))
        {
            throw new ArgumentException("An access token lives for 1 second to 1 day; what must last longer is a refresh token.", nameof(request));
        }

        if (request.Claims?.Keys.FirstOrDefault(AccessTokenClaims.IsRegistered) is { } taken)
        {
            throw new ArgumentException($"The claim \"{taken}\" is set by the issuer itself; use another name.", nameof(request));
        }
    }

    private ReadOnlySpan<byte> Payload(AccessTokenRequest request, string id, DateTimeOffset now, DateTimeOffset expires)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(AccessTokenClaims.Issuer, options.Value.Issuer);
            json.WriteString(AccessTokenClaims.Audience, options.Value.Audience);
            json.WriteString(AccessTokenClaims.Subject, request.Subject);
            if (request.TenantId is { } tenant)
            {
                json.WriteString(AccessTokenClaims.Tenant, tenant);
            }

            json.WriteStartArray(AccessTokenClaims.Roles);
            foreach (string role in request.Roles)
            {
                json.WriteStringValue(role);
            }

            json.WriteEndArray();
            json.WriteNumber(AccessTokenClaims.IssuedAt, now.ToUnixTimeSeconds());
            json.WriteNumber(AccessTokenClaims.NotBefore, now.ToUnixTimeSeconds());
            json.WriteNumber(AccessTokenClaims.ExpiresAt, expires.ToUnixTimeSeconds());
            json.WriteString(AccessTokenClaims.Id, id);
            foreach ((string name, JsonNode? value) in request.Claims ?? new Dictionary<string, JsonNode?>())
            {
                json.WritePropertyName(name);
                if (value is null)
                {
                    json.WriteNullValue();
                }
                else
                {
                    value.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
