using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Tests.Prices;

public sealed class CurrencyTests(RunningShop shop) : IClassFixture<RunningShop>
{
    [Theory]
    [InlineData("EUR")]
    [InlineData("JPY")]
    [InlineData("XCG")]
    public async Task A_price_is_in_any_currency_in_use(string currency)
    {
        using var answer = await CreateAsync(currency);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("XXQ")]
    [InlineData("XXX")]
    [InlineData("DEM")]
    [InlineData("eur")]
    public async Task A_price_in_no_currency_in_use_is_refused_by_field(string currency)
    {
        using var answer = await CreateAsync(currency);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, problem.ToJsonString());
        problem["errors"]!.AsObject().Select(error => $"{error.Key}: {error.Value![0]}").ShouldBe(["price.currency: The currency must be an ISO 4217 code in use, such as EUR."]);
    }

    [Theory]
    [InlineData("ISK", 0)]
    [InlineData("EUR", 2)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    public void A_currency_knows_its_decimals(string currency, int decimals) => Currencies.DecimalPlaces(currency).ShouldBe(decimals);

    private async Task<HttpResponseMessage> CreateAsync(string currency)
    {
        using var client = shop.Application.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shop.Application.MintToken(shop.AcmeId, Guid.CreateVersion7(), "staff"));
        return await client.PostAsJsonAsync("/v1/products", new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = 1999, currency } });
    }
}
