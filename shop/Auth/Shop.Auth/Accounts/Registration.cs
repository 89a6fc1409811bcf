using Roost;
using Roost.Operations;
using Roost.Security.Passwords;
using Shop.Auth.Contracts;
using Shop.Users.Contracts;

namespace Shop.Auth.Accounts;

/// <summary>
/// Makes accounts. The profile comes first, in the call of a contract, then the account in our own transaction. Whoever loses the race for an
/// address takes the profile back; a crash in between leaves one that nobody can sign in to. Only accounts claim addresses, so the address
/// stays free.
/// </summary>
internal sealed class Registration(AccountRepository accounts, IUsers users, PasswordHasher passwords, Operation operation, TimeProvider time)
{
    public async Task<Result<AccountSnapshot>> RegisterAsync(RegisterAccount request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Normalize(request.Email);
        if (await accounts.FindAsync(request.OperationId, cancellationToken) is { } known)
        {
            return await RepeatAsync(known, email, request, cancellationToken);
        }

        if (await accounts.FindAsync(email, cancellationToken) is { } holder)
        {
            // Perhaps the same request, committed between the two questions.
            return holder.Id == request.OperationId ? await RepeatAsync(holder, email, request, cancellationToken) : AuthErrors.EmailTaken;
        }

        var hash = await passwords.HashAsync(request.Password, cancellationToken);
        var user = await users.CreateAsync(new(request.OperationId, request.Email, request.Name, request.Role), cancellationToken);
        if (!user.IsSuccess)
        {
            return user.Error;
        }

        var account = new Account { Id = request.OperationId, Email = email, PasswordHash = hash, Role = request.Role, CreatedAt = time.GetUtcNow() };
        if (await accounts.AddAsync(account, cancellationToken))
        {
            return Snapshot(account);
        }

        await operation.RollbackAsync();
        if (await accounts.FindAsync(request.OperationId, cancellationToken) is { } other)
        {
            return await RepeatAsync(other, email, request, cancellationToken);
        }

        await users.DiscardAsync(new(request.OperationId), cancellationToken);
        return AuthErrors.EmailTaken;
    }

    /// <summary>The same again changes nothing; the same id with another password could only be a mistake or an attempt.</summary>
    private async Task<Result<AccountSnapshot>> RepeatAsync(Account known, string email, RegisterAccount request, CancellationToken cancellationToken) =>
        known.Email == email && known.Role == request.Role
        && await passwords.VerifyAsync(request.Password, known.PasswordHash, cancellationToken) != PasswordVerification.Failed
            ? Snapshot(known)
            : AuthErrors.OperationReused;

    private static AccountSnapshot Snapshot(Account account) => new(account.Id, account.Email, account.Role);
}
