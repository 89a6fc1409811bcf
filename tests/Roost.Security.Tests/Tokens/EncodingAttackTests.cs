using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
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
    public void What_is_not_UTF8_is_refused_even_where_nobody_reads_it()
    {
        JsonObject header = _bench.Header(), payload = _bench.Payload();
        header["x5t"] = "?";
        payload["note"] = "?";

        _bench.Fault(SignBytes(WithBadByte(header), Encoding.UTF8.GetBytes(payload.ToJsonString()))).ShouldBe(TokenFault.HeaderMalformed);
        _bench.Fault(SignBytes(Encoding.UTF8.GetBytes(header.ToJsonString()), WithBadByte(payload))).ShouldBe(TokenFault.ClaimsMalformed);
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

    [Theory]
    [InlineData("AA"), InlineData("AQ"), InlineData("_w"), InlineData("AAA"), InlineData("AAE"), InlineData("__8")]
    public void Only_one_spelling_of_a_tail_is_taken(string canonical)
    {
        StrictBase64Url.TryDecode(Encoding.ASCII.GetBytes(canonical), out byte[]? bytes).ShouldBeTrue();
        int spellings = 0;
        foreach (byte last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8)
        {
            if (StrictBase64Url.TryDecode([.. Encoding.ASCII.GetBytes(canonical[..^1]), last], out byte[]? others) && others.SequenceEqual(bytes!))
            {
                spellings++;
            }
        }

        spellings.ShouldBe(1);
    }

    private static byte[] WithBadByte(JsonObject json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json.ToJsonString());
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xFF;
        return bytes;
    }

    private string SignBytes(byte[] header, byte[] payload)
    {
        string input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{input}.{Base64Url.EncodeToString(_bench.Key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }
}
