using Roost;

namespace Shop.Auth.Contracts;

/// <summary>Who may sign in to a shop, and as what.</summary>
[Contract]
public interface IAuth
{
    /// <summary>
    /// Lets somebody sign in, and adds their profile. Customers come in by the public endpoint; this is for owners and staff too.
    /// Fails with <c>auth.email_taken</c>, with <c>validation.failed</c> if the password is too weak, and with
    /// <c>auth.operation_reused</c> if the id already names an account with another address or password.
    /// </summary>
    [Idempotent]
    Task<Result<AccountSnapshot>> RegisterAsync(RegisterAccount request, CancellationToken cancellationToken);
}
