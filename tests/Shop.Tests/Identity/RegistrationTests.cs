using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost;
using Roost.Testing.Databases;
using Shop.Auth.Contracts;

namespace Shop.Tests.Identity;

public sealed class RegistrationTests(PostgresServer server)
{
    [Fact]
    public async Task Of_twenty_who_want_one_address_one_gets_it_and_the_others_leave_nothing()
    {
        await using var desk = await SignInDesk.OpenAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            desk.PostAsync("register", new { email = "ada@example.com", password = SignInDesk.Password, name = "Ada" })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(19);
        desk.Users.Profiles.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_address_is_taken_however_it_is_capitalised_and_free_in_another_shop()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        await desk.RegisterAsync();

        using var again = await desk.PostAsync("register", new { email = "ADA@Example.com", password = SignInDesk.Password, name = "Ada" });
        using var stranger = desk.CreateVisitor("elsewhere");
        using var elsewhere = await stranger.PostAsJsonAsync("/v1/auth/register", new { email = "ada@example.com", password = SignInDesk.Password, name = "Ada" });

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("email", "not an address")]
    [InlineData("email", "a\0@example.com")]
    [InlineData("password", "1234567")]
    [InlineData("password", "password1")]
    [InlineData("name", "a\0b")]
    public async Task What_is_wrong_is_said_of_its_field(string field, string value)
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        var body = new Dictionary<string, string> { ["email"] = "ada@example.com", ["password"] = SignInDesk.Password, ["name"] = "Ada", [field] = value };

        using var answer = await desk.PostAsync("register", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    [Fact]
    public async Task Nobody_registers_as_an_owner()
    {
        await using var desk = await SignInDesk.OpenAsync(server);

        using var answer = await desk.PostAsync("register", new { email = "eve@example.com", password = SignInDesk.Password, name = "Eve", role = "owner" });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_repeated_operation_makes_one_account_and_refuses_another_password()
    {
        await using var desk = await SignInDesk.OpenAsync(server);
        var account = new RegisterAccount(Guid.CreateVersion7(), "owner@example.com", SignInDesk.Password, "Owner", Roles.Owner);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => RegisterAsync(desk, account)));
        var other = await RegisterAsync(desk, account with { Password = "quite another one" });

        all.ShouldAllBe(result => result.IsSuccess && result.Value.Id == account.OperationId);
        other.Error!.Code.ShouldBe("auth.operation_reused");
    }

    [Fact]
    public void A_password_is_not_printed() =>
        new RegisterAccount(Guid.CreateVersion7(), "owner@example.com", SignInDesk.Password, "Owner", Roles.Owner).ToString()
            .ShouldNotContain(SignInDesk.Password);

    private static Task<Result<AccountSnapshot>> RegisterAsync(SignInDesk desk, RegisterAccount account) =>
        desk.Host.CallAsync<IAuth, Result<AccountSnapshot>>(desk.Tenants.Here, auth => auth.RegisterAsync(account, CancellationToken.None));
}
