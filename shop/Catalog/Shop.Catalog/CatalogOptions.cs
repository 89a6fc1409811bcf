using System.ComponentModel.DataAnnotations;

namespace Shop.Catalog;

/// <summary>How files of products are taken in. Section <c>Modules:catalog</c>.</summary>
internal sealed class CatalogOptions
{
    /// <summary>The largest file of products in bytes, in place of what holds for other requests.</summary>
    /// <value>The default is 32 MiB.</value>
    [Range(1024, 1L << 30)]
    public long MaxImportBytes { get; set; } = 32 << 20;
}
