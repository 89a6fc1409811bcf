using Roost.EntityFramework.Conventions;

namespace Shop.Users.Profiles;

internal sealed class Profile : IVersioned
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required string Name { get; set; }

    public required string Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public long Version { get; private set; }
}
