namespace Shop.Auth.Sessions;

/// <summary>A session whose token has just been used up, and whose it is.</summary>
internal sealed record RotatedSession(Guid SessionId, Guid AccountId, string Role);
