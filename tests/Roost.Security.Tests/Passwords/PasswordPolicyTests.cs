using Roost.Security.Passwords;

namespace Roost.Security.Tests.Passwords;

public class PasswordPolicyTests
{
    [Theory]
    [InlineData("", PasswordFault.TooShort), InlineData("1234567", PasswordFault.TooShort), InlineData("shrtpwd", PasswordFault.TooShort)]
    [InlineData("password", PasswordFault.TooCommon), InlineData("PassWord", PasswordFault.TooCommon), InlineData("12345678", PasswordFault.TooCommon)]
    [InlineData("Password1", PasswordFault.TooCommon), InlineData("P@ssw0rd", PasswordFault.TooCommon), InlineData("qwertyuiop", PasswordFault.TooCommon)]
    [InlineData("iloveyou", PasswordFault.TooCommon), InlineData("sunshine1", PasswordFault.TooCommon), InlineData("1q2w3e4r5t", PasswordFault.TooCommon)]
    [InlineData("Summer2026!", PasswordFault.TooCommon), InlineData("aaaaaaaa", PasswordFault.TooCommon), InlineData("welcome123", PasswordFault.TooCommon)]
    [InlineData("correct horse battery staple", PasswordFault.None), InlineData("zq7 vm2x", PasswordFault.None), InlineData("ungewöhnlich", PasswordFault.None)]
    [InlineData("alllowercaseletters", PasswordFault.None), InlineData("        x", PasswordFault.None)]
    public void A_password_is_judged_by_length_and_commonness_and_by_nothing_else(string password, PasswordFault fault) =>
        PasswordPolicy.Check(password).ShouldBe(fault);

    [Fact]
    public void Lengths_are_counted_in_characters_of_the_composed_form()
    {
        PasswordPolicy.Check(Repeat("🦉", 7)).ShouldBe(PasswordFault.TooShort);
        PasswordPolicy.Check(Repeat("🦉", 8)).ShouldBe(PasswordFault.None);
        PasswordPolicy.Check(Repeat("🦉", 128)).ShouldBe(PasswordFault.None);
        PasswordPolicy.Check(Repeat("🦉", 129)).ShouldBe(PasswordFault.TooLong);
        PasswordPolicy.Check(Repeat("e\u0301", 7)).ShouldBe(PasswordFault.TooShort);
        PasswordPolicy.Check(Repeat("e\u0301", 128)).ShouldBe(PasswordFault.None);
        PasswordPolicy.Check(new string('x', 1_000_000)).ShouldBe(PasswordFault.TooLong);
    }

    [Fact]
    public void The_list_is_as_long_as_it_says_and_none_of_it_is_too_short_to_matter()
    {
        CommonPasswords.Count.ShouldBeInRange(15_000, 17_000);
        EmbeddedText.Lines("common-passwords.txt").ShouldAllBe(line => line.Length >= PasswordPolicy.MinimumLength && line == line.ToLowerInvariant());
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
