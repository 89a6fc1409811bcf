using System.ComponentModel;
using System.Text;

namespace Shop.Auth.SignIn;

[Description("What a client signs its requests with.")]
internal sealed record TokenResponse(
    [property: Description("Goes into the Authorization header of each request.")] string AccessToken,
    [property: Description("Buys the next pair of tokens, once.")] string RefreshToken,
    [property: Description("Always Bearer.")] string TokenType,
    [property: Description("Seconds until the access token runs out.")] int ExpiresIn,
    [property: Description("Makes this device known to the account: keep it, also after signing out, and send it with every sign-in. It signs nobody in. Left out if the device is known.")] string? DeviceToken = null)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
