using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Shop.Catalog.Products;

[Description("A product to sell.")]
internal sealed record CreateProduct(
    [property: Description("The merchant's own number, unique in the shop.")][Required, StringLength(64, MinimumLength = 1)] string Sku,
    [Required, StringLength(200, MinimumLength = 1)] string Name,
    [Required, StringLength(4000)] string Description,
    Money Price);
