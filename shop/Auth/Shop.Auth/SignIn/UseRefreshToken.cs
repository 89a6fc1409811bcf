using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Shop.Auth.SignIn;

[Description("A refresh token, to be exchanged or given up.")]
internal sealed record UseRefreshToken([Required, StringLength(200)] string RefreshToken)
{
    // What is printed ends in a log some day.
    private bool PrintMembers(StringBuilder text) => false;
}
