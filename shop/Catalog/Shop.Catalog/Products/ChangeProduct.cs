using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Catalog.Products;

[Description("What is to be changed; fields that are left out stay as they are.")]
internal sealed record ChangeProduct(
    [StringLength(200, MinimumLength = 1)] string? Name = null,
    [StringLength(4000)] string? Description = null,
    Money? Price = null);
