using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Operations;
using Roost.Security.Passwords;
using Shop.Auth.Contracts;
using Shop.Tenants.Contracts;

namespace Shop.Tenants.Openings;

/// <summary>
/// Opens shops: claims the slug, registers the owner in the new shop, opens it. The claim is committed first, so that two merchants cannot
/// both get to the end; a crash leaves it behind, and then the same merchant goes on where it broke off (with the password of the first
/// try, if the owner was registered already), and after a while anyone may take the slug.
/// </summary>
internal sealed class Opening(TenantRepository tenants, IOperations operations, Operation operation, TimeProvider time)
{
    // Well beyond any request's time-out, so that no request which is still running loses its claim.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(10);

    // The longest that a user may have.
    private const int MaxName = 200;

    public async Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(request.OperationId, cancellationToken) is { } known && (known.Slug != request.Slug || known.IsOpen))
        {
            return known.Slug == request.Slug ? new TenantSnapshot(known.Id, known.Slug, known.Name) : TenantErrors.OperationReused;
        }

        // Before anything is claimed: the same merchant's other try may be using the claim.
        if (PasswordPolicy.Check(request.OwnerPassword) != PasswordFault.None)
        {
            return TenantErrors.WeakPassword;
        }

        var now = time.GetUtcNow();
        if (await tenants.ClaimAsync(request, now, now - AbandonedAfter, cancellationToken) is not { } claim)
        {
            return TenantErrors.SlugTaken;
        }

        await operation.CommitAsync(cancellationToken);
        var owner = await RegisterOwnerAsync(claim, request, cancellationToken);
        if (!owner.IsSuccess)
        {
            return await RefuseAsync(claim, request, owner.Error, cancellationToken);
        }

        return await tenants.OpenAsync(claim.TenantId, cancellationToken)
            ? new TenantSnapshot(claim.TenantId, request.Slug, request.Name)
            : TenantErrors.SlugTaken;
    }

    /// <summary>The owner belongs to the new shop, so the call is made as that tenant, in an operation of its own.</summary>
    private Task<Result<AccountSnapshot>> RegisterOwnerAsync(Claim claim, OpenTenant request, CancellationToken cancellationToken)
    {
        var context = operation.Context with { Tenant = new TenantId(claim.TenantId), Principal = Principal.System };
        var account = new RegisterAccount(claim.OwnerId, request.OwnerEmail, request.OwnerPassword, NameFrom(request.OwnerEmail), Roles.Owner);
        return operations.RunAsync(context, (services, stop) => services.GetRequiredService<IAuth>().RegisterAsync(account, stop), cancellationToken);
    }

    private async Task<Error> RefuseAsync(Claim claim, OpenTenant request, Error error, CancellationToken cancellationToken)
    {
        if (error.Kind == ErrorKind.Conflict)
        {
            // The owner is registered already, with another password: somebody else's claim, as far as we can know.
            return TenantErrors.SlugTaken;
        }

        // One that was found belongs to another try, which may still come to its end.
        if (claim.TenantId == request.OperationId)
        {
            await tenants.ReleaseAsync(claim.TenantId, cancellationToken);
            // The answer is an error, after which everything would be undone; this has to stay.
            await operation.CommitAsync(cancellationToken);
        }

        return error with { Fields = error.Fields.ToDictionary(field => OwnerField(field.Key), field => field.Value) };
    }

    private static string OwnerField(string field) => $"owner{char.ToUpperInvariant(field[0])}{field[1..]}";

    // Until they say what they want to be called.
    private static string NameFrom(string email)
    {
        var length = Math.Min(email.IndexOf('@', StringComparison.Ordinal), MaxName);
        // No half of a character that takes two.
        return email[..(char.IsHighSurrogate(email[length - 1]) ? length - 1 : length)];
    }
}
