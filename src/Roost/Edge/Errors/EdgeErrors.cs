namespace Roost.Edge.Errors;

/// <summary>The errors that the edge itself answers with.</summary>
internal static class EdgeErrors
{
    public static readonly Error UnknownTenant = Error.NotFound("tenant.unknown", "There is no tenant of the name in the X-Tenant header.");
    public static readonly Error ForeignTenant = Error.Forbidden("tenant.mismatch", "The X-Tenant header names another tenant than the access token, which may name none. Leave the header out, or sign in there.");
    public static readonly Error UnreadableIdentity = Error.Unauthenticated("token.unreadable", "The access token does not say who is signed in, or for which tenant. Its sub and tid claims must be UUIDs.");
    public static readonly Error MissingTenant = Error.Invalid("tenant.missing", "Name the tenant in the X-Tenant header, or sign in.");
}
