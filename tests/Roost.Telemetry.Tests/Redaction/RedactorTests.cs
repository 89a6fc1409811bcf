using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Tests.Redaction;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("card 4111111111111111 declined", "card *** declined")]
    [InlineData("card 4111 1111 1111 1111, exp 12/30", "card ***, exp 12/30")]
    [InlineData("5555-5555-5555-4444", "***")]
    [InlineData("amex 378282246310005.", "amex ***.")]
    [InlineData("2223003122003222", "***")]
    [InlineData("x4242424242424242y", "x***y")]
    [InlineData("two: 4111111111111111 and 5105105105105100", "two: *** and ***")]
    [InlineData("0004111111111111111", "000***")]
    public void Card_numbers_are_masked(string text, string expected) => Redactor.Redact(text).ShouldBe(expected);

    [Theory]
    [InlineData("4111111111111112 has a wrong check digit")]
    [InlineData("1763640187123 is a time")]
    [InlineData("trace 4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("id 41111111-1111-1111-8fff-111111111111")]
    [InlineData("Order 0199f5a0-7c1e-7b3a-9d52-6f1f0c9a4e11 took 12.5 ms on port 8080")]
    [InlineData("left-pad@1.3.0 was removed")]
    [InlineData("The basic idea, a bearer of news")]
    [InlineData("no password was given")]
    [InlineData("at Roost.Edge.ErrorsMiddleware.InvokeAsync(HttpContext context) in ErrorsMiddleware.cs:line 25")]
    [InlineData("")]
    public void Harmless_text_is_the_same_object(string text) => Redactor.Redact(text).ShouldBeSameAs(text);

    [Theory]
    [InlineData("mail to ada@example.com failed", "mail to *** failed")]
    [InlineData("<ada.lovelace+x@mail.example.co.uk>", "<***>")]
    [InlineData("?email=ada%40example.com&x=1", "?email=***&x=1")]
    [InlineData("jürgen@beispiel.de,ada@example.org", "***,***")]
    public void Addresses_are_masked(string text, string expected) => Redactor.Redact(text).ShouldBe(expected);

    [Theory]
    [InlineData("token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl expired", "token *** expired")]
    [InlineData("Authorization: Bearer abc.def-123456", "Authorization: Bearer ***")]
    [InlineData("authorization: basic dXNlcjpwYXNzd29yZA==", "authorization: basic ***")]
    [InlineData("Host=db;Password=hunter2;Port=5432", "Host=db;Password=***;Port=5432")]
    [InlineData("""{"password":"hunter2","name":"x"}""", """{"password":"***","name":"x"}""")]
    [InlineData("Login { Name = ada, Password = hunter2 }", "Login { Name = ada, Password = *** }")]
    [InlineData("Set-Cookie: session=abc; Path=/", "Set-Cookie: ***")]
    [InlineData("refresh_token=r1.abc&grant_type=x", "refresh_token=***&grant_type=x")]
    public void Credentials_are_masked(string text, string expected) => Redactor.Redact(text).ShouldBe(expected);

    [Fact]
    public void Anything_random_around_a_secret_leaves_none_of_it()
    {
        var random = new Random(20261120);
        const string alphabet = "ab1 9-=:@.%40eyJ\"'{}\n\\Bearer";
        string[] secrets = ["4111111111111111", "canary.name@example.com", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"];
        for (var i = 0; i < 20_000; i++)
        {
            var secret = secrets[i % secrets.Length];
            var text = Noise() + " " + secret + " " + Noise();
            Redactor.Redact(text).ShouldNotContain(secret, customMessage: $"in {text}");
        }

        string Noise() => new([.. Enumerable.Range(0, random.Next(30)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
    }
}
