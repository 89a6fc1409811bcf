using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class CacheTests
{
    [Fact]
    public void A_token_that_comes_again_is_the_same_object_for_a_minute()
    {
        var bench = new Workbench();
        string token = bench.Issue();
        AccessToken first = bench.Verifier.Verify(token).Token.ShouldNotBeNull();

        bench.Clock.Now += TimeSpan.FromSeconds(59);
        bench.Verifier.Verify(token).Token.ShouldBeSameAs(first);
        bench.Clock.Now += TimeSpan.FromSeconds(1);
        bench.Verifier.Verify(token).Token.ShouldNotBeSameAs(first);
    }

    [Fact]
    public void A_cached_token_expires_on_time()
    {
        var bench = new Workbench(options => options.ClockSkew = TimeSpan.Zero);
        string token = bench.Issuer.Issue(new AccessTokenRequest { Subject = Workbench.Subject, Lifetime = TimeSpan.FromSeconds(10) }).Value;

        bench.Fault(token).ShouldBe(TokenFault.None);
        bench.Clock.Now += TimeSpan.FromSeconds(10);
        bench.Fault(token).ShouldBe(TokenFault.Expired);
    }

    [Fact]
    public void A_key_taken_away_ends_its_cached_tokens_at_once()
    {
        var bench = new Workbench();
        string token = bench.Issue();
        bench.Fault(token).ShouldBe(TokenFault.None);

        bench.Keys.Current = new KeyRing(signingKey: null, []);

        bench.Fault(token).ShouldBe(TokenFault.UnknownKey);
    }

    [Fact]
    public void A_clock_set_back_behind_the_verification_does_not_lengthen_it()
    {
        var bench = new Workbench();
        string token = bench.Issue();
        bench.Fault(token).ShouldBe(TokenFault.None);

        bench.Clock.Now -= TimeSpan.FromHours(1);

        bench.Fault(token).ShouldBe(TokenFault.NotYetValid);
    }

    [Fact]
    public void A_lifetime_of_zero_turns_the_cache_off()
    {
        var bench = new Workbench(options => options.CacheLifetime = TimeSpan.Zero);
        string token = bench.Issue();

        bench.Verifier.Verify(token).Token.ShouldNotBeSameAs(bench.Verifier.Verify(token).Token);
    }

    [Fact]
    public void It_never_holds_more_than_its_size()
    {
        var bench = new Workbench();
        var cache = new VerifiedTokenCache(16, TimeSpan.FromMinutes(1));
        AccessToken token = bench.Verifier.Verify(bench.Issue()).Token!;
        TokenDigest[] digests = [.. Enumerable.Range(0, 1_000).Select(number => TokenDigest.Of(BitConverter.GetBytes(number)))];

        foreach (TokenDigest digest in digests)
        {
            cache.Add(digest, bench.Keys.Current, token, bench.Clock.Now);
            cache.Find(digest, bench.Keys.Current, bench.Clock.Now).ShouldBeSameAs(token);
        }

        digests.Count(digest => cache.Find(digest, bench.Keys.Current, bench.Clock.Now) is not null).ShouldBe(16);
    }

    [Fact]
    public void Every_bit_of_the_digest_counts()
    {
        var bench = new Workbench();
        var cache = new VerifiedTokenCache(16, TimeSpan.FromMinutes(1));
        cache.Add(new TokenDigest(1, 2, 3, 4), bench.Keys.Current, bench.Verifier.Verify(bench.Issue()).Token!, bench.Clock.Now);

        foreach (TokenDigest other in new TokenDigest[] { new(1, 2, 3, 5), new(1, 2, 4, 4), new(1, 3, 3, 4), new(1 << 10, 2, 3, 4) })
        {
            cache.Find(other, bench.Keys.Current, bench.Clock.Now).ShouldBeNull();
        }

        cache.Find(new TokenDigest(1, 2, 3, 4), bench.Keys.Current, bench.Clock.Now).ShouldNotBeNull();
    }

    [Fact]
    public async Task Many_threads_get_their_own_tokens_and_nobody_elses()
    {
        var bench = new Workbench(options => options.CacheSize = 4);
        (string Token, Guid Subject)[] issued = [.. Enumerable.Range(0, 64).Select(_ =>
        {
            var subject = Guid.CreateVersion7();
            return (bench.Issuer.Issue(new AccessTokenRequest { Subject = subject }).Value, subject);
        })];

        await Parallel.ForAsync(0, 4_000, (round, _) =>
        {
            (string token, Guid subject) = issued[round * 7 % issued.Length];
            bench.Verifier.Verify(token).Token!.Subject.ShouldBe(subject);
            bench.Verifier.Verify(token.AsSpan(..^1)).IsValid.ShouldBeFalse();
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void A_cached_verification_allocates_nothing()
    {
        var bench = new Workbench();
        string token = bench.Issue();
        bench.Fault(token).ShouldBe(TokenFault.None);
        bench.Verifier.Verify(token);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int round = 0; round < 100; round++)
        {
            bench.Verifier.Verify(token);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
