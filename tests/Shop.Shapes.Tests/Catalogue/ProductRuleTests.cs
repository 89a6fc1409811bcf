using System.Net;

namespace Shop.Shapes.Tests.Catalogue;

public sealed class ProductRuleTests(ShopUnderTest shop)
{
    [Fact]
    public async Task What_is_wrong_with_a_product_is_said_by_field_and_all_at_once()
    {
        using var staff = await shop.SignInAsync("staff");

        var refused = await staff.PostAsync("/v1/products", new { sku = "", name = new string('m', 201), description = "A mug.", price = new { amount = -1, currency = "XXX" } });

        refused.ShouldName("sku", "name", "price.amount", "price.currency");
    }

    [Theory]
    [InlineData("""{"sku":"a","name":"Mug","description":"A mug.","price":{"amount":1,"currency":"EUR"},"discount":1}""", "discount")]
    [InlineData("""{"sku":"a","name":"Mug","description":"A mug.","price":{"amount":"1","currency":"EUR"}}""", "price.amount")]
    [InlineData("""{"sku":"a","name":"Mug","description":"A mug.","price":{"currency":"EUR"}}""", "price.amount")]
    [InlineData("""{"sku":"a","name":"Mug","price":{"amount":1,"currency":"EUR"}}""", "description")]
    [InlineData("""{"sku":"a","sku":"b","name":"Mug","description":"A mug.","price":{"amount":1,"currency":"EUR"}}""", "sku")]
    public async Task Json_is_taken_at_its_word(string body, string field)
    {
        using var staff = await shop.SignInAsync("staff");

        var refused = await staff.PostAsync("/v1/products", new StringContent(body, null, "application/json"));

        refused.ShouldBe(HttpStatusCode.BadRequest).Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task A_number_is_one_products_only()
    {
        using var staff = await shop.SignInAsync("staff");
        using var neighbour = await shop.SignInAsync("staff", "globex");
        var sku = Shelf.NewSku();
        await staff.AddAsync(sku);

        (await staff.PostAsync("/v1/products", Shelf.Mug(sku))).ShouldBeProblem(HttpStatusCode.Conflict, "catalog.sku_taken");
        await neighbour.AddAsync(sku);
    }

    [Fact]
    public async Task Customers_put_nothing_up_for_sale()
    {
        using var customer = await shop.SignInAsync("customer");
        using var visitor = shop.Visitor();

        (await customer.PostAsync("/v1/products", Shelf.Mug())).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
        (await visitor.PostAsync("/v1/products", Shelf.Mug())).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.required");
    }
}
