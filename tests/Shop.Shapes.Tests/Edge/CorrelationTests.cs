namespace Shop.Shapes.Tests.Edge;

public sealed class CorrelationTests(ShopUnderTest shop)
{
    private const string Header = "X-Correlation-ID";

    [Theory]
    [InlineData("/v1/products")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/nowhere")]
    public async Task A_name_that_the_client_gives_is_taken_over(string path)
    {
        using var visitor = shop.Visitor();

        (await visitor.GetAsync(path, (Header, "order-4711.a:b_c"))).Headers[Header].ShouldBe("order-4711.a:b_c");
    }

    [Theory]
    [InlineData("/v1/products")]
    [InlineData("/v1/orders")]
    [InlineData("/v1/nowhere")]
    public async Task A_request_without_a_name_is_given_one(string path)
    {
        using var visitor = shop.Visitor();

        var names = new[] { await visitor.GetAsync(path), await visitor.GetAsync(path) }.Select(answer => answer.Headers[Header]).ToList();

        names.ShouldBeUnique();
        names.ShouldAllBe(name => name.Length >= 16);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("<script>")]
    [InlineData("a,b")]
    public async Task A_name_that_could_do_harm_is_replaced(string name)
    {
        using var visitor = shop.Visitor();

        var given = (await visitor.GetAsync("/v1/products", (Header, name))).Headers[Header];

        given.ShouldNotBe(name);
        given.ShouldNotBeNullOrEmpty();
        (await visitor.GetAsync("/v1/products", (Header, new string('a', 129)))).Headers[Header].Length.ShouldBeLessThan(129);
    }
}
