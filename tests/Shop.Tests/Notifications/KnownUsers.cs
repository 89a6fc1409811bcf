using Roost;
using Shop.Users.Contracts;

namespace Shop.Tests.Notifications;

/// <summary>A users module that knows whom a test tells it of.</summary>
internal sealed class KnownUsers : IUsers
{
    private readonly Dictionary<Guid, UserSnapshot> _users = [];

    public Guid Add(string name, string email)
    {
        var id = Guid.CreateVersion7();
        _users[id] = new UserSnapshot(id, email, name, Roles.Customer);
        return id;
    }

    public Task<Result<UserSnapshot>> CreateAsync(CreateUser request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result> DiscardAsync(DiscardUser request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<UserSnapshot>> FindAsync(FindUser request, CancellationToken cancellationToken) => Task.FromResult<Result<UserSnapshot>>(
        _users.TryGetValue(request.Id, out var user) ? user : Error.NotFound("users.not_found", "There is no such user."));
}
