using System.Net;

namespace Shop.Shapes.Tests.Catalogue;

/// <summary>Products as staff put them up for sale.</summary>
internal static class Shelf
{
    public static string NewSku() => $"{Guid.CreateVersion7():N}";

    public static object Mug(string? sku = null) => new { sku = sku ?? NewSku(), name = "Mug", description = "A mug.", price = new { amount = 1299, currency = "EUR" } };

    public static async Task<Answer> AddAsync(this Person staff, string? sku = null) => (await staff.PostAsync("/v1/products", Mug(sku))).ShouldBe(HttpStatusCode.Created);
}
