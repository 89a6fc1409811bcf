using System.Net;
using Dapper;
using Roost.Postgres.Embedded;
using Roost.Testing.Applications;
using Roost.Testing.Clocks;
using Roost.Testing.Databases;

namespace Shop.Tests.Tenancy;

public sealed class RememberedShopTests(RememberedShopTests.ShopOfOneClock shop) : IClassFixture<RememberedShopTests.ShopOfOneClock>
{
    [Fact]
    public async Task A_shop_is_remembered_for_ten_minutes()
    {
        using var visitor = shop.Application.CreateClient();
        var before = await AskAsync(visitor);
        await using var connection = await shop.Database.OpenAsync(ClusterRole.Superuser);
        await connection.ExecuteAsync("UPDATE tenants.tenants SET slug = 'moved' WHERE slug = 'globex'");

        shop.Clock.Advance(TimeSpan.FromMinutes(9));
        var remembered = await AskAsync(visitor);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        var forgotten = await AskAsync(visitor);

        (before, remembered, forgotten).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/products");
        request.Headers.Add("X-Tenant", "globex");
        using var answer = await visitor.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A Shop for which time passes when it is told to.</summary>
    public sealed class ShopOfOneClock(PostgresServer server) : RunningShop(server)
    {
        internal ManualClock Clock { get; } = new(DateTimeOffset.UtcNow);

        protected override void Adjust(TestApplicationBuilder<Program> builder) => builder.With(Clock);
    }
}
