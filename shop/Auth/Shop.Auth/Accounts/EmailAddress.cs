namespace Shop.Auth.Accounts;

/// <summary>Addresses as accounts are found by.</summary>
internal static class EmailAddress
{
    /// <summary>
    /// Something, an @, something, without spaces and control characters. More can only be found out by sending a mail, and stricter
    /// patterns refuse addresses that exist.
    /// </summary>
    public const string Pattern = @"^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$";

    /// <summary>RFC 5321 section 4.5.3.1.3, without the angle brackets.</summary>
    public const int MaxLength = 254;

    /// <summary>One spelling for what every mail server in use takes for the same address.</summary>
    public static string Normalize(string email) => email.ToLowerInvariant();
}
