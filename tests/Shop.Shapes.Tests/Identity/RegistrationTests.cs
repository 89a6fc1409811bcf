using System.Net;

namespace Shop.Shapes.Tests.Identity;

public sealed class RegistrationTests(ShopUnderTest shop)
{
    private readonly string _email = People.NewEmail();

    [Fact]
    public async Task Whoever_registers_is_a_customer_and_can_sign_in()
    {
        using var visitor = shop.Visitor();

        var account = await RegisterAsync(visitor, _email);
        using var customer = await visitor.SignInAsync(_email);

        account.ShouldBe(HttpStatusCode.Created).Headers["Location"].ShouldBe("/v1/users/me");
        account.Body.Text("role").ShouldBe("customer");
        var profile = (await customer.GetAsync(account.Headers["Location"])).ShouldBe(HttpStatusCode.OK);
        profile.Id.ShouldBe(account.Id);
        (profile.Body.Text("email"), profile.Body.Text("name"), profile.Body.Text("role")).ShouldBe((_email, "Ada", "customer"));
    }

    [Fact]
    public async Task An_address_has_one_account_in_a_shop_and_may_have_another_in_the_next()
    {
        using var visitor = shop.Visitor();
        using var visitorNextDoor = shop.Visitor("globex");
        (await RegisterAsync(visitor, _email)).ShouldBe(HttpStatusCode.Created);

        (await RegisterAsync(visitor, _email.ToUpperInvariant())).ShouldBeProblem(HttpStatusCode.Conflict, "auth.email_taken");
        (await RegisterAsync(visitorNextDoor, _email)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_several_who_register_one_address_at_once_one_gets_it()
    {
        using var visitor = shop.Visitor();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RegisterAsync(visitor, _email)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Code == "auth.email_taken").ShouldBe(3, string.Join("\n", answers.Select(answer => answer.Text)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_registration_is_said_by_field()
    {
        using var visitor = shop.Visitor();

        (await visitor.PostAsync("/v1/auth/register", new { email = "nobody", password = "short", name = "" })).ShouldName("email", "password", "name");
        (await visitor.PostAsync("/v1/auth/register", new { email = _email, password = "password1", name = "Ada" })).ShouldName("password");
        (await visitor.PostAsync("/v1/auth/register", new { email = _email, password = People.Password, name = "Ada", role = "owner" })).ShouldName("role");
    }

    private static Task<Answer> RegisterAsync(Person visitor, string email) => visitor.PostAsync("/v1/auth/register", new { email, password = People.Password, name = "Ada" });
}
