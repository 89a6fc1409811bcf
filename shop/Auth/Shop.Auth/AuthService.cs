using Roost;
using Shop.Auth.Accounts;
using Shop.Auth.Contracts;

namespace Shop.Auth;

internal sealed class AuthService(Registration registration) : IAuth
{
    public async Task<Result<AccountSnapshot>> RegisterAsync(RegisterAccount request, CancellationToken cancellationToken) =>
        NewPasswordAttribute.Find(request.Password) is { } fault
            ? Error.Invalid(new Dictionary<string, string[]> { ["password"] = [fault] })
            : await registration.RegisterAsync(request, cancellationToken);
}
