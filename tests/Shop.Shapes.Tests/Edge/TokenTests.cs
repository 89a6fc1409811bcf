using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Shop.Shapes.Tests.Edge;

/// <summary>Tokens that are not ours, or not any more.</summary>
public sealed class TokenTests(ShopUnderTest shop)
{
    /// <summary>An address of each part of the shop that asks for a token.</summary>
    public static TheoryData<string> Addresses { get; } = ["/v1/users/me", "/v1/orders", "/v1/ledger/accounts", "/v1/webhook-endpoints", "/v1/reports/sales", "/v1/ops/jobs"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Without_a_token_one_is_asked_for(string path)
    {
        using var visitor = shop.Visitor();

        (await visitor.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.required").Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_token_that_is_not_ours_is_refused_and_not_told_why(string path)
    {
        var token = await TokenAsync();
        var parts = token.Split('.');
        string[] forged =
        [
            "rubbish",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}",
            $"{parts[0]}.{Change(parts[1], "exp", 1_700_000_000)}.{parts[2]}",
            $"{parts[0]}.{Change(parts[1], "exp", 4_000_000_000)}.{parts[2]}",
            $"{Change(parts[0], "alg", "HS256")}.{parts[1]}.{parts[2]}",
        ];

        foreach (var each in forged)
        {
            using var person = new Person(shop.Address, null, each);
            var refused = (await person.GetAsync(path)).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.required");
            refused.Headers["WWW-Authenticate"].ShouldBe("Bearer error=\"invalid_token\"", each);
        }
    }

    [Fact]
    public async Task A_token_counts_in_its_header_only()
    {
        using var visitor = shop.Visitor();

        (await visitor.GetAsync($"/v1/users/me?access_token={await TokenAsync()}")).ShouldBeProblem(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    public async Task The_keys_that_tokens_are_signed_with_are_published_without_their_secrets()
    {
        using var anyone = shop.Visitor(null);
        var header = JsonNode.Parse(Base64Url.DecodeFromChars((await TokenAsync()).Split('.')[0]))!;

        var keys = (await anyone.GetAsync("/.well-known/jwks.json")).ShouldBe(HttpStatusCode.OK).Body.List("keys");

        var key = keys.Where(key => key.Text("kid") == (string?)header["kid"]).ShouldHaveSingleItem();
        (key.Text("kty"), key.Text("crv"), (string?)header["alg"]).ShouldBe(("EC", "P-256", "ES256"));
        keys.ShouldAllBe(each => !each.EnumerateObject().Any(member => member.Name == "d"));
    }

    private async Task<string> TokenAsync()
    {
        using var owner = await shop.SignInAsync("owner");
        return owner.Client.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    private static string Change(string part, string member, JsonNode value)
    {
        var json = JsonNode.Parse(Base64Url.DecodeFromChars(part))!;
        json[member] = value;
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
