namespace Roost.Security.Passwords;

/// <summary>The outcome of verifying a password.</summary>
public enum PasswordVerification
{
    /// <summary>It is another password.</summary>
    Failed,

    /// <summary>It is the password.</summary>
    Success,

    /// <summary>It is the password, and its hash is of a weaker kind than today's: hash it again and store that.</summary>
    SuccessRehashNeeded,
}
