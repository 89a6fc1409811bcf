namespace Shop.Users.Profiles;

internal sealed record ProfileResponse(Guid Id, string Email, string Name, string Role, DateTimeOffset CreatedAt)
{
    public static ProfileResponse From(Profile profile) => new(profile.Id, profile.Email, profile.Name, profile.Role, profile.CreatedAt);
}
