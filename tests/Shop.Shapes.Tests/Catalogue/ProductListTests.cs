using System.Net;

namespace Shop.Shapes.Tests.Catalogue;

public sealed class ProductListTests(ShopUnderTest shop)
{
    [Fact]
    public async Task Products_are_listed_oldest_first_and_one_after_the_other()
    {
        using var own = await shop.OpenAsync();
        using var visitor = shop.Visitor(own.Name);
        List<Guid> added = [];
        for (var i = 0; i < 7; i++)
        {
            added.Add((await own.Owner.AddAsync()).Id);
        }

        var pages = await visitor.PagesAsync("/v1/products", limit: 3);

        pages.Select(page => page.Count).ShouldBe([3, 3, 1]);
        pages.SelectMany(page => page).Select(product => product.At("id").GetGuid()).ShouldBe(added);
    }

    [Fact]
    public async Task A_product_is_found_by_its_name()
    {
        using var own = await shop.OpenAsync();
        using var visitor = shop.Visitor(own.Name);
        await own.Owner.AddAsync();
        var lamp = await own.Owner.PostAsync("/v1/products", new { sku = "LAMP-1", name = "Brass Lamp", description = "It shines.", price = new { amount = 8900, currency = "EUR" } });

        var found = (await visitor.GetAsync("/v1/products?q=lamp")).ShouldBe(HttpStatusCode.OK).Body.List("items");

        found.ShouldHaveSingleItem().At("id").GetGuid().ShouldBe(lamp.Id);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=some", "limit")]
    [InlineData("cursor=rubbish", "cursor")]
    public async Task What_cannot_be_a_page_is_refused_by_name(string query, string field)
    {
        using var visitor = shop.Visitor();

        var refused = await visitor.GetAsync($"/v1/products?{query}");

        refused.ShouldBe(HttpStatusCode.BadRequest).Fields.ShouldBe([field]);
    }
}
