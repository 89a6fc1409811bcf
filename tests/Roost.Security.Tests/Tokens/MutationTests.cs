using Roost.Security.Tokens;

namespace Roost.Security.Tests.Tokens;

public class MutationTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\0é";

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Thousands_of_random_changes_to_a_valid_token_are_all_refused(int seed)
    {
        var bench = new Workbench();
        string token = bench.Issue();
        var random = new Random(seed);
        bench.Fault(token).ShouldBe(TokenFault.None);

        for (int round = 0; round < 2_500; round++)
        {
            string changed = token;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                changed = Change(changed, random);
            }

            if (changed != token)
            {
                bench.Fault(changed).ShouldNotBe(TokenFault.None, $"seed {seed}, round {round}: {changed}");
            }
        }

        bench.Fault(token).ShouldBe(TokenFault.None);
    }

    [Fact]
    public void Every_single_bit_of_a_valid_token_matters()
    {
        var bench = new Workbench();
        string token = bench.Issue();
        for (int index = 0; index < token.Length; index++)
        {
            for (int bit = 0; bit < 7; bit++)
            {
                char[] changed = token.ToCharArray();
                changed[index] ^= (char)(1 << bit);
                bench.Fault(new string(changed)).ShouldNotBe(TokenFault.None, $"bit {bit} of character {index}");
            }
        }
    }

    private static string Change(string token, Random random)
    {
        int at = random.Next(token.Length), to = random.Next(at, token.Length);
        char character = Characters[random.Next(Characters.Length)];
        return random.Next(6) switch
        {
            0 => token[..at] + character + token[(at + 1)..],
            1 => token.Insert(at, character.ToString()),
            2 => token.Remove(at, 1),
            3 => token[..at] + token[to..],
            4 => token[..to] + token[at..],
            _ => token[..at] + new string([.. token[at..to].Reverse()]) + token[to..],
        };
    }
}
