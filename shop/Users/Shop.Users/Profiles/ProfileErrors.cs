using Roost;

namespace Shop.Users.Profiles;

internal static class ProfileErrors
{
    public static Error NotFound => Error.NotFound("users.not_found", "There is no such user.");

    public static Error OperationReused => Error.Conflict("users.operation_reused", "This operation has made another user already. Use a new operation id.");

    public static Error Stale => Error.Stale("version.stale", "Somebody else has changed this in the meantime. Read it again and repeat the change.");
}
