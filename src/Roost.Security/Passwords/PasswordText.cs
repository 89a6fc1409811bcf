using System.Text;

namespace Roost.Security.Passwords;

/// <summary>One spelling for each password: keyboards and systems compose accents differently (NIST SP 800-63B, 5.1.1.2).</summary>
internal static class PasswordText
{
    /// <summary>Longer input is refused unread: no 128 characters need more UTF-16 units than this, however they are decomposed in practice.</summary>
    private const int MostUnits = 8 * PasswordPolicy.MaximumLength;

    public static bool TryNormalize(string password, out string normalized)
    {
        normalized = password.Length <= MostUnits ? CanonicalComposition.Normalize(password) : "";
        return password.Length <= MostUnits;
    }

    public static int Length(string normalized) => normalized.EnumerateRunes().Count();
}
