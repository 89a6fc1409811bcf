namespace Shop.Auth.Sessions;

/// <summary>A token that was used up, and how long ago.</summary>
internal sealed record UsedToken(Guid SessionId, TimeSpan Since);
