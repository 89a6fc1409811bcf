using Roost.Cli.Up;

namespace Roost.Cli.Tests.Up;

public sealed class SignInTests
{
    [Fact]
    public void Sign_ins_are_read_from_the_line_that_has_them() =>
        SignIn.Read(["info: seeded", """{"signIns":[{"shop":"acme","role":"owner","email":"o@acme.test","password":"pw"}]}"""])
            .ShouldBe([new SignIn("acme", "owner", "o@acme.test", "pw")]);

    [Fact]
    public void A_seed_that_names_nobody_shows_nobody() => SignIn.Read(["info: seeded"]).ShouldBeEmpty();
}
