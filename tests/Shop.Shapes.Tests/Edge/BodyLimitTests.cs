using System.Net;
using System.Text;

namespace Shop.Shapes.Tests.Edge;

public sealed class BodyLimitTests(ShopUnderTest shop)
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData("/v1/products", false)]
    [InlineData("/v1/products", true)]
    [InlineData("/v1/orders", false)]
    [InlineData("/v1/orders", true)]
    [InlineData("/v1/webhook-endpoints", false)]
    public async Task A_body_over_the_limit_is_refused_however_it_is_sent(string path, bool isChunked)
    {
        using var person = await shop.SignInAsync(path == "/v1/orders" ? "customer" : "owner");

        (await SendAsync(person, path, Limit + 2000, isChunked)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_under_the_limit_is_read(bool isChunked)
    {
        using var owner = await shop.SignInAsync("owner");

        (await SendAsync(owner, "/v1/products", Limit - 1000, isChunked)).ShouldBe(HttpStatusCode.BadRequest).Fields.ShouldContain("description");
    }

    private static async Task<Answer> SendAsync(Person person, string path, int size, bool isChunked)
    {
        var start = """{"sku":"a","name":"Mug","price":{"amount":1,"currency":"EUR"},"description":" """;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(start + new string('d', size - start.Length - 2) + "\"}")) { Headers = { ContentType = new("application/json") } };
        // Whoever says beforehand how much will come hears the refusal before sending it; else the connection may be gone in the middle of that.
        return await person.PostAsync(path, content, [With.Key(), isChunked ? ("Transfer-Encoding", "chunked") : ("Expect", "100-continue")]);
    }
}
