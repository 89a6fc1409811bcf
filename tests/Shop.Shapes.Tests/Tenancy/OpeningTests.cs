using System.Net;

namespace Shop.Shapes.Tests.Tenancy;

public sealed class OpeningTests(ShopUnderTest shop)
{
    private readonly string _slug = People.NewSlug();

    [Fact]
    public async Task A_shop_is_opened_with_its_owner()
    {
        using var anyone = shop.Visitor(null);

        var opened = await OpenAsync(anyone, _slug, "owner@people.example");

        opened.ShouldBe(HttpStatusCode.Created).Headers["Location"].ShouldBe($"/v1/tenants/{_slug}");
        var shown = (await anyone.GetAsync(opened.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        (shown.Id, shown.Body.Text("slug"), shown.Body.Text("name")).ShouldBe((opened.Id, _slug, "The Blue Door"));
        using var visitor = shop.Visitor(_slug);
        (await visitor.PostAsync("/v1/auth/login", new { email = "owner@people.example", password = People.Password })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_shop_is_empty_and_its_owner_may_fill_it()
    {
        using var own = await shop.OpenAsync();
        using var visitor = shop.Visitor(own.Name);
        (await visitor.GetAsync("/v1/products")).ShouldBe(HttpStatusCode.OK).Body.List("items").ShouldBeEmpty();

        var product = await own.Owner.PostAsync("/v1/products", new { sku = "MUG-1", name = "Mug", description = "A mug.", price = new { amount = 1, currency = "EUR" } });

        (await visitor.GetAsync("/v1/products")).Body.List("items").ShouldHaveSingleItem().At("id").GetGuid().ShouldBe(product.ShouldBe(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task A_name_is_given_to_one_shop_only()
    {
        using var anyone = shop.Visitor(null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync(anyone, _slug, People.NewEmail())));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1, string.Join("\n", answers.Select(answer => answer.Text)));
        (await OpenAsync(anyone, "acme", People.NewEmail())).ShouldBeProblem(HttpStatusCode.Conflict, "tenants.slug_taken");
    }

    [Fact]
    public async Task What_is_wrong_with_an_opening_is_said_by_field()
    {
        using var anyone = shop.Visitor(null);

        (await anyone.PostAsync("/v1/tenants", new { slug = "-", name = "", ownerEmail = "nobody", ownerPassword = People.Password })).ShouldName("slug", "name", "ownerEmail");
        (await OpenAsync(anyone, "admin", People.NewEmail())).ShouldName("slug");
        (await anyone.PostAsync("/v1/tenants", new { slug = _slug, name = "The Blue Door", ownerEmail = People.NewEmail(), ownerPassword = "short" })).ShouldName("ownerPassword");
        (await anyone.GetAsync($"/v1/tenants/{_slug}")).ShouldBeProblem(HttpStatusCode.NotFound, "tenants.not_found");
    }

    private static Task<Answer> OpenAsync(Person anyone, string slug, string ownerEmail) =>
        anyone.PostAsync("/v1/tenants", new { slug, name = "The Blue Door", ownerEmail, ownerPassword = People.Password });
}
