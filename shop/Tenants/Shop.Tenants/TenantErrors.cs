using Roost;
using Roost.Security.Passwords;

namespace Shop.Tenants;

internal static class TenantErrors
{
    public static Error NotFound => Error.NotFound("tenants.not_found", "There is no such shop.");

    public static Error SlugTaken => Error.Conflict("tenants.slug_taken", "Another shop has this slug, or somebody is just opening one with it. Choose another.");

    public static Error WeakPassword => Error.Invalid(new Dictionary<string, string[]>
    {
        ["ownerPassword"] = [$"The password must have {PasswordPolicy.MinimumLength} to {PasswordPolicy.MaximumLength} characters, and be none of the commonest."],
    });

    public static Error OperationReused => Error.Conflict("tenants.operation_reused", "This operation has opened another shop already. Use a new operation id.");
}
