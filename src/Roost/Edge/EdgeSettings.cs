using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Roost.Configuration;

namespace Roost.Edge;

/// <summary>Sets the framework's own options from <see cref="EdgeOptions"/>.</summary>
internal sealed class EdgeSettings(IOptions<EdgeOptions> edge)
    : IConfigureOptions<JsonOptions>, IConfigureOptions<KestrelServerOptions>
{
    // The framework asks for these while endpoints are being mapped, before faults are reported.
    private EdgeOptions Edge => edge.ValueOrDefaults();

    public void Configure(JsonOptions options)
    {
        var json = options.SerializerOptions;
        json.MaxDepth = Edge.MaxJsonDepth;
        // What a client sends and we do not know is a mistake of one of us; accepting it is how mass assignment begins (OWASP API3).
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = Edge.MaxBodyBytes;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxRequestHeaderCount = 64;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
