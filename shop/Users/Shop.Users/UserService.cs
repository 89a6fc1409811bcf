using Roost;
using Shop.Users.Contracts;
using Shop.Users.Profiles;

namespace Shop.Users;

internal sealed class UserService(ProfileRepository profiles, TimeProvider time) : IUsers
{
    public async Task<Result<UserSnapshot>> CreateAsync(CreateUser request, CancellationToken cancellationToken)
    {
        await profiles.AddAsync(request, time.GetUtcNow(), cancellationToken);
        var user = await profiles.SnapshotAsync(request.OperationId, cancellationToken);
        return user?.Email == request.Email ? user : ProfileErrors.OperationReused;
    }

    public async Task<Result> DiscardAsync(DiscardUser request, CancellationToken cancellationToken)
    {
        await profiles.RemoveAsync(request.OperationId, cancellationToken);
        return Result.Success;
    }

    public async Task<Result<UserSnapshot>> FindAsync(FindUser request, CancellationToken cancellationToken) =>
        await profiles.SnapshotAsync(request.Id, cancellationToken) is { } user ? user : ProfileErrors.NotFound;
}
