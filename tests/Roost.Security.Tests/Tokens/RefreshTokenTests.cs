using System.Security.Cryptography;
using System.Text;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class RefreshTokenTests
{
    [Fact]
    public void A_refresh_token_is_256_random_bits_and_is_stored_as_its_hash()
    {
        var token = RefreshToken.Create();

        token.Value.ShouldMatch("^rt_[A-Za-z0-9_-]{43}$");
        token.Hash.ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(token.Value)));
        RefreshToken.Create().Value.ShouldNotBe(token.Value);
    }

    [Fact]
    public void What_a_client_sends_back_has_the_same_hash()
    {
        var token = RefreshToken.Create();

        RefreshToken.TryParse(token.Value, out RefreshToken? back).ShouldBeTrue();
        back!.Hash.ShouldBe(token.Hash);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("rt_"), InlineData("rt_AAAA"), InlineData("xx_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"), InlineData("rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), InlineData("rt_ÀAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_cannot_be_a_refresh_token_is_refused_without_asking_the_store(string? text) =>
        RefreshToken.TryParse(text, out _).ShouldBeFalse();
}
