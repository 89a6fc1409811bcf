namespace Shop.Tests.Identity;

/// <summary>What signing in answers with, as a client reads it.</summary>
internal sealed record Tokens(string AccessToken, string RefreshToken, string TokenType, int ExpiresIn, string? DeviceToken = null);
