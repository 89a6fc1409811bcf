namespace Roost.Security.Passwords;

/// <summary>Why a new password is refused.</summary>
public enum PasswordFault
{
    /// <summary>It is accepted.</summary>
    None,

    /// <summary>Fewer than <see cref="PasswordPolicy.MinimumLength"/> characters.</summary>
    TooShort,

    /// <summary>More than <see cref="PasswordPolicy.MaximumLength"/> characters.</summary>
    TooLong,

    /// <summary>One of the commonest passwords, which are tried first.</summary>
    TooCommon,
}
