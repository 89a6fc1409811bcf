using System.Net;

namespace Shop.Shapes.Tests.Identity;

/// <summary>How somebody signs in, and stays so.</summary>
internal static class SignInDesk
{
    public static Task<Answer> LoginAsync(this Person visitor, string email, string password = People.Password, string? deviceToken = null) =>
        visitor.PostAsync("/v1/auth/login", deviceToken is null ? new { email, password } : new { email, password, deviceToken });

    /// <summary>Somebody who has an account in the shop that the visitor is in.</summary>
    public static async Task<Person> SignInAsync(this Person visitor, string email)
    {
        var tokens = (await visitor.LoginAsync(email)).ShouldBe(HttpStatusCode.OK);
        return new(visitor.Client.BaseAddress!, null, tokens.Body.Text("accessToken"));
    }

    /// <summary>The refresh token of a session that has just begun.</summary>
    public static async Task<string> BeginSessionAsync(this Person visitor)
    {
        var email = People.NewEmail();
        (await visitor.PostAsync("/v1/auth/register", new { email, password = People.Password, name = "Ada" })).ShouldBe(HttpStatusCode.Created);
        return (await visitor.LoginAsync(email)).ShouldBe(HttpStatusCode.OK).Body.Text("refreshToken")!;
    }

    public static Task<Answer> RefreshAsync(this Person visitor, string? refreshToken) => visitor.PostAsync("/v1/auth/refresh", new { refreshToken });
}
