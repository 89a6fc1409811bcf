using System.Net;

namespace Shop.Shapes.Tests.Identity;

public sealed class SignInTests(ShopUnderTest shop)
{
    private readonly string _email = People.NewEmail();

    [Fact]
    public async Task Whoever_signs_in_gets_tokens_that_no_cache_keeps()
    {
        using var visitor = shop.Visitor();

        var tokens = await visitor.LoginAsync("customer@acme.example");

        tokens.ShouldBe(HttpStatusCode.OK).Headers["Cache-Control"].ShouldBe("no-store");
        tokens.Body.Text("tokenType").ShouldBe("Bearer");
        tokens.Body.Number("expiresIn").ShouldBeInRange(60, 3600);
        tokens.Body.Text("refreshToken")!.ShouldStartWith("rt_");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_one_answer()
    {
        using var visitor = shop.Visitor();
        await RegisterAsync(visitor);

        var wrong = await visitor.LoginAsync(_email, "not the password");
        var unknown = await visitor.LoginAsync(People.NewEmail());

        wrong.ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        unknown.ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        wrong.Body.Text("detail").ShouldBe(unknown.Body.Text("detail"));
    }

    [Fact]
    public async Task An_account_of_one_shop_is_none_of_another()
    {
        using var visitor = shop.Visitor("globex");

        (await visitor.LoginAsync("staff@acme.example")).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
    }

    [Fact]
    public async Task Guesses_lock_an_account_but_not_for_the_device_that_it_knows()
    {
        using var visitor = shop.Visitor();
        await RegisterAsync(visitor);
        var device = (await visitor.LoginAsync(_email)).ShouldBe(HttpStatusCode.OK).Body.Text("deviceToken");

        for (var i = 0; i < 10; i++)
        {
            (await visitor.LoginAsync(_email, "not the password")).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        }

        (await visitor.LoginAsync(_email)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.invalid_credentials");
        var known = (await visitor.LoginAsync(_email, deviceToken: device)).ShouldBe(HttpStatusCode.OK);
        known.Body.TryGetProperty("deviceToken", out _).ShouldBeFalse("The device is known already.");
    }

    [Fact]
    public async Task What_is_wrong_with_a_sign_in_is_said_by_field()
    {
        using var visitor = shop.Visitor();

        (await visitor.PostAsync("/v1/auth/login", new { email = "nobody" })).ShouldName("password");
        (await visitor.LoginAsync("nobody")).ShouldName("email");
    }

    private async Task RegisterAsync(Person visitor) =>
        (await visitor.PostAsync("/v1/auth/register", new { email = _email, password = People.Password, name = "Ada" })).ShouldBe(HttpStatusCode.Created);
}
