using System.ComponentModel.DataAnnotations;
using Roost.Security.Passwords;

namespace Shop.Auth.Accounts;

/// <summary>A password that somebody wants to set has to be long enough and not one of the commonest.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class NewPasswordAttribute : ValidationAttribute
{
    /// <summary>What is wrong with a password; <see langword="null"/> if nothing is.</summary>
    public static string? Find(string password) => PasswordPolicy.Check(password) switch
    {
        PasswordFault.None => null,
        PasswordFault.TooShort => $"The password must have at least {PasswordPolicy.MinimumLength} characters.",
        PasswordFault.TooLong => $"The password must have at most {PasswordPolicy.MaximumLength} characters.",
        PasswordFault.TooCommon => "This password is one of the first that are tried. Choose another.",
        var fault => throw new InvalidOperationException($"Unknown fault of a password: {fault}."),
    };

    /// <inheritdoc/>
    public override bool RequiresValidationContext => true;

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string password && Find(password) is { } fault ? new(fault) : ValidationResult.Success;
}
