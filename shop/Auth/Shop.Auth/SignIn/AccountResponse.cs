using Shop.Auth.Contracts;

namespace Shop.Auth.SignIn;

internal sealed record AccountResponse(Guid Id, string Email, string Role)
{
    public static AccountResponse From(AccountSnapshot account) => new(account.Id, account.Email, account.Role);
}
