using System.Net;
using Shop.Shapes.Tests.Catalogue;

namespace Shop.Shapes.Tests.Imports;

public sealed class ImportRuleTests(ShopUnderTest shop)
{
    [Theory]
    [InlineData("", "catalog.import_empty")]
    [InlineData("sku,name\n", "catalog.import_header")]
    [InlineData("sku,name,description,price,currency\na,\"b,c,1,EUR\n", "catalog.import_malformed")]
    public async Task What_cannot_be_read_at_all_is_refused_at_once(string file, string code)
    {
        using var staff = await shop.SignInAsync("staff");

        (await staff.ImportAsync(file)).ShouldBeProblem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_file_is_csv_in_utf_8()
    {
        using var staff = await shop.SignInAsync("staff");

        (await staff.ImportAsync(Files.Header, type: "text/plain")).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        (await staff.ImportAsync(Files.Header, type: "text/csv; charset=iso-8859-1")).ShouldBeProblem(HttpStatusCode.BadRequest, "catalog.import_encoding");
    }

    [Fact]
    public async Task Customers_import_nothing()
    {
        using var customer = await shop.SignInAsync("customer");

        (await customer.ImportAsync(Files.Header)).ShouldBeProblem(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task A_job_is_there_for_its_own_shop_alone()
    {
        using var staff = await shop.SignInAsync("staff");
        using var stranger = await shop.SignInAsync("staff", "globex");
        var accepted = (await staff.ImportAsync($"{Files.Header}{Shelf.NewSku()},Mug,A mug.,1299,EUR\n")).ShouldBe(HttpStatusCode.Accepted);
        var path = accepted.Headers["Location"];

        (await stranger.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "jobs.not_found");
        (await stranger.GetAsync(path, ("Accept", "text/event-stream"))).ShouldBe(HttpStatusCode.NotFound).Code.ShouldBe("jobs.not_found");
        (await stranger.DeleteAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "jobs.not_found");
        (await staff.SeeOverAsync(accepted)).Text("state").ShouldBe("done");
    }

    [Fact]
    public async Task A_job_that_is_over_cannot_be_cancelled_any_more()
    {
        using var staff = await shop.SignInAsync("staff");
        var accepted = await staff.ImportAsync(Files.Header);
        await staff.SeeOverAsync(accepted);

        (await staff.DeleteAsync(accepted.Headers["Location"])).ShouldBe(HttpStatusCode.NoContent);

        (await staff.GetAsync(accepted.Headers["Location"])).Body.Text("state").ShouldBe("done");
    }
}
