using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Roost.Security.Passwords;

namespace Roost.Security.Tests.Passwords;

public class PasswordHasherTests
{
    private const string Password = "zq7 vm2x ü";

    private readonly PasswordHasher _hasher = Hasher();

    [Fact]
    public async Task A_hash_names_its_algorithm_and_cost_and_verifies()
    {
        string hash = await _hasher.HashAsync(Password, CancellationToken.None);

        hash.ShouldMatch(@"^\$pbkdf2-sha512\$i=220000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$");
        (await _hasher.VerifyAsync(Password, hash, CancellationToken.None)).ShouldBe(PasswordVerification.Success);
        (await _hasher.VerifyAsync(Password + " ", hash, CancellationToken.None)).ShouldBe(PasswordVerification.Failed);
        (await _hasher.HashAsync(Password, CancellationToken.None)).ShouldNotBe(hash);
    }

    [Fact]
    public async Task A_hash_is_what_another_implementation_of_PBKDF2_makes()
    {
        byte[] salt = Encoding.ASCII.GetBytes("sixteen bytes ok");
        byte[] expected = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(Password), salt, 220_000, HashAlgorithmName.SHA512, 32);
        string stored = $"$pbkdf2-sha512$i=220000${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(expected).TrimEnd('=')}";

        (await _hasher.VerifyAsync(Password, stored, CancellationToken.None)).ShouldBe(PasswordVerification.Success);
    }

    [Fact]
    public async Task Accents_typed_in_another_way_are_the_same_password()
    {
        string hash = await _hasher.HashAsync("fenêtre ouverte", CancellationToken.None);

        (await _hasher.VerifyAsync("fene\u0302tre ouverte", hash, CancellationToken.None)).ShouldBe(PasswordVerification.Success);
    }

    [Fact]
    public async Task A_raised_cost_asks_for_a_new_hash_at_the_next_sign_in()
    {
        string old = await _hasher.HashAsync(Password, CancellationToken.None);
        PasswordHasher raised = Hasher(options => options.Iterations = 230_000);

        (await raised.VerifyAsync(Password, old, CancellationToken.None)).ShouldBe(PasswordVerification.SuccessRehashNeeded);
        (await raised.VerifyAsync("wrong password", old, CancellationToken.None)).ShouldBe(PasswordVerification.Failed);
        string fresh = await raised.HashAsync(Password, CancellationToken.None);
        (await raised.VerifyAsync(Password, fresh, CancellationToken.None)).ShouldBe(PasswordVerification.Success);
        (await _hasher.VerifyAsync(Password, fresh, CancellationToken.None)).ShouldBe(PasswordVerification.Success);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_costs_as_much_as_one_that_does()
    {
        string hash = await _hasher.HashAsync(Password, CancellationToken.None);
        string cheap = new StoredPassword(1_000, new byte[16], new byte[32]).ToString();
        (await _hasher.VerifyAgainstNothingAsync(Password, CancellationToken.None)).ShouldBe(PasswordVerification.Failed);

        // The fastest of several, in turns, and more of them if a busy machine has disturbed one more than the others.
        TimeSpan known = TimeSpan.MaxValue, unknown = TimeSpan.MaxValue, weak = TimeSpan.MaxValue;
        for (int round = 0; round < 3 || (round < 30 && (!IsLike(unknown, known) || !IsLike(weak, known))); round++)
        {
            known = Shorter(known, await TimeAsync(() => _hasher.VerifyAsync("wrong password", hash, CancellationToken.None)));
            unknown = Shorter(unknown, await TimeAsync(() => _hasher.VerifyAgainstNothingAsync("wrong password", CancellationToken.None)));
            weak = Shorter(weak, await TimeAsync(() => _hasher.VerifyAsync("wrong password", cheap, CancellationToken.None)));
        }

        IsLike(unknown, known).ShouldBeTrue($"known {known}, unknown {unknown}");
        IsLike(weak, known).ShouldBeTrue($"known {known}, weakly hashed {weak}");

        static bool IsLike(TimeSpan one, TimeSpan other) => one / other is >= 0.33 and <= 3;
    }

    [Fact]
    public async Task A_megabyte_is_refused_without_work_for_known_and_unknown_alike()
    {
        string huge = new('x', 1_000_000);
        string hash = new StoredPassword(PasswordHashingOptions.MaximumIterations, new byte[16], new byte[32]).ToString();

        (await _hasher.VerifyAsync(huge, hash, CancellationToken.None)).ShouldBe(PasswordVerification.Failed);
        (await _hasher.VerifyAgainstNothingAsync(huge, CancellationToken.None)).ShouldBe(PasswordVerification.Failed);
        await Should.ThrowAsync<ArgumentException>(() => _hasher.HashAsync(huge, CancellationToken.None));
    }

    [Theory]
    [InlineData(""), InlineData("plain text"), InlineData("$pbkdf2-sha256$i=220000$AAAAAAAAAAAAAAAAAAAAAA$AAAA"), InlineData("$pbkdf2-sha512$i=99999999999$AAAAAAAAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=-1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("$pbkdf2-sha512$i=10000001$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_stored_hash_of_no_known_form_is_a_fault_that_does_not_show_it(string stored)
    {
        FormatException fault = await Should.ThrowAsync<FormatException>(() => _hasher.VerifyAsync(Password, stored, CancellationToken.None));

        fault.Message.ShouldNotContain("AAAA");
    }

    [Fact]
    public async Task Only_so_many_are_hashed_at_once_and_a_waiting_one_can_give_up()
    {
        PasswordHasher one = Hasher(options => options.Concurrency = 1);
        using var enough = new CancellationTokenSource();
        Task busy = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await one.VerifyAgainstNothingAsync(Password, CancellationToken.None);
            }
        });

        // A call that gets its turn hashes before it returns; one that must wait returns at once, unfinished. Its turn can still come before it is told to give up: then the next one tries.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Task waiting;
        do
        {
            using var impatient = new CancellationTokenSource();
            waiting = one.VerifyAgainstNothingAsync(Password, impatient.Token);
            await impatient.CancelAsync();
            await Task.WhenAny(waiting);
        }
        while (!waiting.IsCanceled && !patience.IsCancellationRequested);

        waiting.IsCanceled.ShouldBeTrue();
        await enough.CancelAsync();
        await busy;
    }

    private static PasswordHasher Hasher(Action<PasswordHashingOptions>? configure = null)
    {
        var options = new PasswordHashingOptions();
        configure?.Invoke(options);
        return new PasswordHasher(Options.Create(options));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        long start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start);
    }
}
