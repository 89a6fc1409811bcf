using System.Net;

namespace Shop.Shapes.Tests.Edge;

public sealed class ProblemTests(ShopUnderTest shop)
{
    private const string Product = "/v1/products/019b76da-a801-7000-8000-0000000000ff";

    [Theory]
    [InlineData("GET", "/nowhere", null, 404, "route.unknown")]
    [InlineData("GET", "/v1/nowhere", null, 404, "route.unknown")]
    [InlineData("GET", "/v2/products", null, 404, "route.unknown")]
    [InlineData("GET", "/v1/products/mug", null, 404, "route.unknown")]
    [InlineData("DELETE", "/v1/products", null, 405, "route.method_not_allowed")]
    [InlineData("PUT", Product, "{}", 405, "route.method_not_allowed")]
    [InlineData("POST", "/livez", "{}", 405, "route.method_not_allowed")]
    [InlineData("POST", "/v1/products", "", 400, "request.body_missing")]
    [InlineData("POST", "/v1/products", "{", 400, "request.bad_json")]
    [InlineData("POST", "/v1/products", "[1,2]", 400, "request.bad_json")]
    [InlineData("POST", "/v1/products", "{}", 400, "validation.failed")]
    [InlineData("PATCH", Product, "{}", 428, "precondition.required")]
    [InlineData("GET", "/v1/ops/jobs", null, 403, "auth.forbidden")]
    public async Task Whatever_is_refused_is_refused_in_one_form(string method, string path, string? body, int status, string code)
    {
        using var staff = await shop.SignInAsync("staff");

        var problem = await staff.AskAsync(new(method), path, body is null ? null : new StringContent(body, null, "application/json"));

        problem.ShouldBeProblem((HttpStatusCode)status, code).Body.Text("detail").ShouldNotBeNullOrEmpty();
        problem.Headers.GetValueOrDefault("Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public async Task A_wrong_method_is_told_which_ones_there_are()
    {
        using var staff = await shop.SignInAsync("staff");

        (await staff.DeleteAsync("/v1/products")).Headers["Allow"].Split(", ").ShouldBe(["GET", "POST"], ignoreOrder: true);
        (await staff.AskAsync(HttpMethod.Put, Product, null)).Headers["Allow"].Split(", ").ShouldBe(["GET", "PATCH", "DELETE"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("staff", "/v1/products", "text/plain")]
    [InlineData("customer", "/v1/products", "text/plain")]
    [InlineData("customer", "/v1/orders", "application/xml")]
    [InlineData("customer", "/v1/auth/login", "application/x-www-form-urlencoded")]
    public async Task A_body_of_another_kind_is_refused(string role, string path, string type)
    {
        using var person = await shop.SignInAsync(role);

        (await person.PostAsync(path, new StringContent("a=b", null, type), With.Key())).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("customer")]
    public async Task A_key_that_is_missing_is_missed_before_anybodys_rights_are_looked_at(string role)
    {
        using var person = await shop.SignInAsync(role);

        (await person.PostAsync("/v1/orders", new { })).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_missing");
        (await person.PostAsync("/v1/catalog/imports", null)).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    [Theory]
    [InlineData("text/html", "/v1/nowhere", 404, "route.unknown")]
    [InlineData("application/xml", "/v1/orders", 401, "auth.required")]
    [InlineData("text/event-stream", Product, 404, "catalog.product_not_found")]
    public async Task A_problem_is_told_whatever_the_client_would_rather_have(string accept, string path, int status, string code)
    {
        using var visitor = shop.Visitor();

        (await visitor.GetAsync(path, ("Accept", accept))).ShouldBeProblem((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task A_text_that_no_database_keeps_is_refused_wherever_it_stands()
    {
        using var staff = await shop.SignInAsync("staff");

        (await staff.GetAsync("/v1/products?q=a%00b")).ShouldBe(HttpStatusCode.BadRequest).Code.ShouldNotBeNull();
        var body = new StringContent("""{"sku":"a\u0000b","name":"Mug","description":"A mug.","price":{"amount":1,"currency":"EUR"}}""", null, "application/json");
        (await staff.PostAsync("/v1/products", body)).ShouldBe(HttpStatusCode.BadRequest).Code.ShouldNotBeNull();
    }
}
