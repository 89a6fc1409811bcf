namespace Roost.Security.Passwords;

/// <summary>
/// What a new password must be: long enough, and none of the commonest. No composition rules and no expiry: they make passwords worse
/// (NIST SP 800-63B, 5.1.1.2; OWASP ASVS 6.2).
/// </summary>
public static class PasswordPolicy
{
    /// <summary>Fewest characters: Unicode code points of the NFC form.</summary>
    public const int MinimumLength = 8;

    /// <summary>Most characters: Unicode code points of the NFC form.</summary>
    public const int MaximumLength = 128;

    /// <summary>Checks a password that someone wants to set. Signing in with an old one needs no check.</summary>
    public static PasswordFault Check(string password)
    {
        if (!PasswordText.TryNormalize(password, out string normalized))
        {
            return PasswordFault.TooLong;
        }

        return PasswordText.Length(normalized) switch
        {
            < MinimumLength => PasswordFault.TooShort,
            > MaximumLength => PasswordFault.TooLong,
            _ => CommonPasswords.Contains(normalized) ? PasswordFault.TooCommon : PasswordFault.None,
        };
    }
}
