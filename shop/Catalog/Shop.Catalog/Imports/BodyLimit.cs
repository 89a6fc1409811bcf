using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Shop.Catalog.Imports;

/// <summary>How large a file may be, in place of what holds for every request.</summary>
internal sealed class BodyLimit(IOptions<CatalogOptions> options) : IRequestSizeLimitMetadata
{
    // Looked at with each request: while endpoints are mapped, faults of the configuration are still to be reported.
    public long? MaxRequestBodySize => options.Value.MaxImportBytes;
}
