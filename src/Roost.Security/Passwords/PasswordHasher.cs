using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Roost.Security.Passwords;

/// <summary>
/// Hashes and verifies passwords by PBKDF2-SHA512 with a salt each. Only so many at once as <see cref="PasswordHashingOptions.Concurrency"/> says:
/// a wave of sign-ins waits here and leaves the other cores to everyone else.
/// </summary>
public sealed class PasswordHasher
{
    private readonly int _iterations;
    private readonly SemaphoreSlim _turn;

    /// <summary>Made by <c>AddRoostPasswords</c>; one for the whole host, since it bounds them together.</summary>
    public PasswordHasher(IOptions<PasswordHashingOptions> options)
    {
        _iterations = options.Value.Iterations;
        int concurrency = options.Value.Concurrency > 0 ? options.Value.Concurrency : Math.Max(1, Environment.ProcessorCount - 1);
        _turn = new SemaphoreSlim(concurrency, concurrency);
    }

    /// <summary>Hashes a password for storage, under a new salt.</summary>
    /// <exception cref="ArgumentException">It is far too long; check it by <see cref="PasswordPolicy.Check"/> first.</exception>
    public async Task<string> HashAsync(string password, CancellationToken cancellationToken)
    {
        if (!PasswordText.TryNormalize(password, out string normalized))
        {
            throw new ArgumentException($"The password is longer than {PasswordPolicy.MaximumLength} characters; check it by PasswordPolicy first.", nameof(password));
        }

        byte[] salt = RandomNumberGenerator.GetBytes(StoredPassword.SaltLength);
        byte[] hash = await InTurnAsync(() => Derive(normalized, salt, _iterations), cancellationToken);
        return new StoredPassword(_iterations, salt, hash).ToString();
    }

    /// <summary>Verifies a password against its stored hash, in a time that does not depend on how much of it is right.</summary>
    /// <exception cref="FormatException"><paramref name="storedHash"/> was not made by <see cref="HashAsync"/>.</exception>
    public async Task<PasswordVerification> VerifyAsync(string password, string storedHash, CancellationToken cancellationToken)
    {
        var stored = StoredPassword.Parse(storedHash);
        if (!PasswordText.TryNormalize(password, out string normalized))
        {
            return PasswordVerification.Failed;
        }

        bool matches = await InTurnAsync(() => Matches(normalized, stored), cancellationToken);
        bool isWeak = stored.Iterations < _iterations || stored.Salt.Length < StoredPassword.SaltLength;
        return (matches, isWeak) switch
        {
            (false, _) => PasswordVerification.Failed,
            (true, false) => PasswordVerification.Success,
            (true, true) => PasswordVerification.SuccessRehashNeeded,
        };
    }

    /// <summary>
    /// Costs what <see cref="VerifyAsync"/> costs and always fails: for an account that does not exist, so that the time of the answer
    /// does not tell (OWASP Authentication Cheat Sheet, user enumeration).
    /// </summary>
    public async Task<PasswordVerification> VerifyAgainstNothingAsync(string password, CancellationToken cancellationToken)
    {
        if (PasswordText.TryNormalize(password, out string normalized))
        {
            var nobody = new StoredPassword(_iterations, new byte[StoredPassword.SaltLength], new byte[StoredPassword.HashLength]);
            await InTurnAsync(() => Matches(normalized, nobody), cancellationToken);
        }

        return PasswordVerification.Failed;
    }

    private bool Matches(string normalized, StoredPassword stored)
    {
        byte[] hash = Derive(normalized, stored.Salt, stored.Iterations);
        if (stored.Iterations < _iterations)
        {
            // An old, cheaper hash must not answer faster than no account at all.
            Derive(normalized, stored.Salt, _iterations - stored.Iterations);
        }

        return CryptographicOperations.FixedTimeEquals(hash, stored.Hash);
    }

    private static byte[] Derive(string normalized, byte[] salt, int iterations)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(normalized);
        try
        {
            return Rfc2898DeriveBytes.Pbkdf2(bytes, salt, iterations, HashAlgorithmName.SHA512, StoredPassword.HashLength);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private async Task<T> InTurnAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return hash();
        }
        finally
        {
            _turn.Release();
        }
    }
}
