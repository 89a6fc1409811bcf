using System.Collections.Concurrent;
using Roost;
using Shop.Users.Contracts;

namespace Shop.Tests.Identity;

/// <summary>Keeps profiles in memory, in the place of the module of users.</summary>
internal sealed class FakeUsers : IUsers
{
    public ConcurrentDictionary<Guid, UserSnapshot> Profiles { get; } = [];

    public Task<Result<UserSnapshot>> CreateAsync(CreateUser request, CancellationToken cancellationToken) => Task.FromResult<Result<UserSnapshot>>(
        Profiles.GetOrAdd(request.OperationId, id => new(id, request.Email, request.Name, request.Role)));

    public Task<Result> DiscardAsync(DiscardUser request, CancellationToken cancellationToken)
    {
        Profiles.TryRemove(request.OperationId, out _);
        return Task.FromResult(Result.Success);
    }

    public Task<Result<UserSnapshot>> FindAsync(FindUser request, CancellationToken cancellationToken) => Task.FromResult<Result<UserSnapshot>>(
        Profiles.TryGetValue(request.Id, out var user) ? user : Error.NotFound("users.not_found", "There is no such user."));
}
