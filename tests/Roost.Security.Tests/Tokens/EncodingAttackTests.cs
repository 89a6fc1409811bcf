using System.Buffers.Text;
using System.Text;
using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class EncodingAttackTests
{
    private readonly Workbench _bench = new();

    [Fact]
    public void Anything_around_a_valid_token_is_refused()
    {
        string token = _bench.Issue();
        foreach (string around in new[] { " ", "\n", "\r\n", "\t", "=", ".", ".AA", "\0", "A", "/", "+", ",", "é", "\uFEFF" })
        {
            _bench.Fault(token + around).ShouldNotBe(TokenFault.None, $"behind it: {around}");
            _bench.Fault(around + token).ShouldNotBe(TokenFault.None, $"before it: {around}");
        }
    }

    [Fact]
    public void White_space_and_padding_inside_a_part_are_refused()
    {
        string[] parts = _bench.Issue().Split('.');
        foreach (string inside in new[] { " ", "\n", "=", "==", "\0", "+", "/" })
        {
            for (int part = 0; part < 3; part++)
            {
                string[] changed = [.. parts];
                changed[part] = parts[part][..4] + inside + parts[part][4..];
                _bench.Fault(string.Join('.', changed)).ShouldBe(TokenFault.Malformed);
                changed[part] = parts[part] + inside;
                _bench.Fault(string.Join('.', changed)).ShouldBe(TokenFault.Malformed);
            }
        }
    }

    [Fact]
    public void A_part_spelt_with_other_unused_bits_is_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        string token = _bench.Issue();

        // 64 bytes of signature leave four unused bits in the last character: 15 other spellings of the same bytes.
        int last = Alphabet.IndexOf(token[^1]);
        for (int bits = 1; bits < 16; bits++)
        {
            _bench.Fault(token[..^1] + Alphabet[last ^ bits]).ShouldBe(TokenFault.Malformed);
        }
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData(".."), InlineData("..."), InlineData("a"), InlineData("a.b"), InlineData("a.b.c"), InlineData("AA.AA")]
    [InlineData("AA..AA"), InlineData(".AA.AA"), InlineData("AA.AA."), InlineData("AA.AA.AA.AA"), InlineData("AA.AA.AA.AA.AA"), InlineData("👑.👑.👑")]
    public void What_is_not_three_parts_is_refused(string token) => _bench.Fault(token).ShouldBe(TokenFault.Malformed);

    [Fact]
    public void Every_prefix_of_a_valid_token_is_refused()
    {
        string token = _bench.Issue();
        for (int length = 0; length < token.Length; length++)
        {
            _bench.Fault(token[..length]).ShouldNotBe(TokenFault.None);
        }
    }

    [Fact]
    public void A_megabyte_is_refused_before_it_is_read()
    {
        string huge = _bench.Issue() + new string('A', 1_000_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread();

        _bench.Fault(huge).ShouldBe(TokenFault.TooLarge);

        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(10_000);
    }

    [Fact]
    public void A_valid_token_over_the_limit_is_refused_and_one_at_the_limit_is_not()
    {
        string Padded(int length) => _bench.SignPayload(payload => payload["pad"] = new string('x', length));
        int fits = 100;
        while (Padded(fits + 1).Length <= 8192)
        {
            fits += Math.Max(1, (8192 - Padded(fits).Length) / 2);
        }

        _bench.Fault(Padded(fits)).ShouldBe(TokenFault.None);
        _bench.Fault(Padded(fits + 3)).ShouldBe(TokenFault.TooLarge);
    }

    [Fact]
    public void A_payload_that_is_not_UTF8_is_refused()
    {
        byte[] payload = Encoding.UTF8.GetBytes(_bench.Payload().ToJsonString());
        payload[^3] = 0xFF;
        string input = $"{Workbench.Encode(_bench.Header().ToJsonString())}.{Base64Url.EncodeToString(payload)}";
        byte[] signature = _bench.Key.SignData(Encoding.ASCII.GetBytes(input), System.Security.Cryptography.HashAlgorithmName.SHA256);

        _bench.Fault($"{input}.{Base64Url.EncodeToString(signature)}").ShouldBe(TokenFault.ClaimsMalformed);
    }

    [Fact]
    public void Strict_base64url_takes_exactly_what_the_framework_writes()
    {
        var random = new Random(7515);
        for (int length = 1; length < 200; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            StrictBase64Url.TryDecode(Base64Url.EncodeToUtf8(bytes), out byte[]? decoded).ShouldBeTrue();
            decoded.ShouldBe(bytes);
        }
    }
}
