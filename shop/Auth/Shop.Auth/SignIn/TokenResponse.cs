using System.ComponentModel;
using System.Text;

namespace Shop.Auth.SignIn;

[Description("What a client signs its requests with.")]
internal sealed record TokenResponse(
    [property: Description("Goes into the Authorization header of each request.")] string AccessToken,
    [property: Description("Buys the next pair of tokens, once.")] string RefreshToken,
    [property: Description("Always Bearer.")] string TokenType,
    [property: Description("Seconds until the access token runs out.")] int ExpiresIn)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
