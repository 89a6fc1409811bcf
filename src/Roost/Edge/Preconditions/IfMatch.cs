using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Roost.Edge.OpenApi;

namespace Roost.Edge.Preconditions;

/// <summary>
/// The version that a client means to change, from its <c>If-Match</c> header (RFC 9110 section 13.1.1). As a parameter of an
/// endpoint it makes the header mandatory: without it the answer is 428 (RFC 6585 section 3).
/// </summary>
public readonly record struct IfMatch : IEndpointParameterMetadataProvider
{
    internal const string Header = "If-Match";

    // No version is negative, so a tag that is not ours matches nothing and the answer is 412.
    private const long Unknown = -1;

    private IfMatch(long? version) => Version = version;

    /// <summary>The version; <see langword="null"/> for <c>*</c>, which is any.</summary>
    public long? Version { get; }

    /// <summary>Whether the present version is the one that is meant.</summary>
    public bool Allows(long version) => Version is null || Version == version;

    /// <summary>Describes the header in the OpenAPI document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new HeaderMetadata(Header, "The ETag of the version that is meant, or `*`.", IsRequired: true, "\"1\""));
    }

    /// <summary>Reads the header.</summary>
    /// <exception cref="BadHttpRequestException">There is none: 428.</exception>
    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var header = context.Request.Headers.IfMatch;
        return header.Count switch
        {
            0 => throw new BadHttpRequestException("The If-Match header is missing.", StatusCodes.Status428PreconditionRequired),
            1 when header[0] == "*" => new(new IfMatch(null)),
            1 when EntityTag.TryParse(header[0], out var version) => new(new IfMatch(version)),
            _ => new(new IfMatch(Unknown)),
        };
    }
}
