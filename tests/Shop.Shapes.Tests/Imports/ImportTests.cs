using System.Net;
using Shop.Shapes.Tests.Catalogue;

namespace Shop.Shapes.Tests.Imports;

public sealed class ImportTests(ShopUnderTest shop)
{
    private readonly string _sku = Shelf.NewSku();

    [Fact]
    public async Task A_file_adds_products_and_changes_those_that_are_there()
    {
        using var staff = await shop.SignInAsync("staff");
        var mug = (await staff.AddAsync(_sku)).Id;

        var accepted = await staff.ImportAsync($"{Files.Header}{_sku},Mug,A better mug.,1499,EUR\n{_sku}-2,Lamp,\"A lamp, brass.\",8900,USD\n");
        var job = await staff.SeeOverAsync(accepted);

        accepted.Body.Number("lines").ShouldBe(2);
        (job.Text("state"), job.Counts()).ShouldBe(("done", "2 lines: 1 created, 1 updated, 0 failed"));
        (await staff.GetAsync($"/v1/products/{mug}")).Body.Text("description").ShouldBe("A better mug.");
        var lamp = (await staff.GetAsync($"/v1/products?q=lamp&limit=100")).Body.List("items").Single(product => product.Text("sku") == $"{_sku}-2");
        (lamp.Text("description"), lamp.Number("price.amount"), lamp.Text("price.currency")).ShouldBe(("A lamp, brass.", 8900, "USD"));
    }

    [Fact]
    public async Task A_wrong_line_is_reported_by_number_while_the_others_go_in()
    {
        using var staff = await shop.SignInAsync("staff");

        var job = await staff.SeeOverAsync(await staff.ImportAsync($"{Files.Header}{_sku},Mug,A mug.,12.99,EUR\n,Mug,A mug.,1,EUR\n{_sku}-3,Mug,A mug.,1,EUR\n{_sku}-4,Mug,A mug.,1,XXX\n"));

        job.Counts().ShouldBe("4 lines: 1 created, 0 updated, 3 failed");
        job.List("result.errors").Select(error => $"{error.Number("line")} {error.Text("field")}").Distinct().ShouldBe(["2 price", "3 sku", "5 currency"]);
        job.Number("progress.done").ShouldBe(4);
    }

    [Fact]
    public async Task An_import_is_followed_from_its_beginning_to_its_end()
    {
        using var staff = await shop.SignInAsync("staff");
        var lines = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{_sku}-{i},Mug,A mug.,1299,EUR\n"));
        var accepted = await staff.ImportAsync(Files.Header + lines);

        var told = await staff.ListenAsync(accepted.ShouldBe(HttpStatusCode.Accepted).Headers["Location"]);

        told.SkipLast(1).ShouldAllBe(item => item.Event == "status");
        (told[^1].Data.Text("state"), told[^1].Data.Counts()).ShouldBe(("done", "3000 lines: 3000 created, 0 updated, 0 failed"));
        told.ShouldAllBe(item => item.Data.At("id").GetGuid() == accepted.Body.At("jobId").GetGuid());
    }

    [Fact]
    public async Task A_file_that_comes_again_under_its_key_is_one_import()
    {
        using var staff = await shop.SignInAsync("staff");
        var (file, key) = ($"{Files.Header}{_sku},Mug,A mug.,1299,EUR\n", $"{Guid.CreateVersion7()}");

        var first = await staff.ImportAsync(file, key);
        var again = await staff.ImportAsync(file, key);

        again.ShouldBe(HttpStatusCode.Accepted).Headers["Location"].ShouldBe(first.ShouldBe(HttpStatusCode.Accepted).Headers["Location"]);
        (await staff.ImportAsync(file + "x", key)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        (await staff.SeeOverAsync(first)).Counts().ShouldBe("1 lines: 1 created, 0 updated, 0 failed");
    }

    [Fact]
    public async Task A_file_may_be_larger_than_other_bodies()
    {
        using var staff = await shop.SignInAsync("staff");
        var blank = new string('\n', 2 << 20);

        (await staff.SeeOverAsync(await staff.ImportAsync($"{Files.Header}{blank}{_sku},Mug,A mug.,1299,EUR\n"))).Counts().ShouldBe("1 lines: 1 created, 0 updated, 0 failed");
    }
}
