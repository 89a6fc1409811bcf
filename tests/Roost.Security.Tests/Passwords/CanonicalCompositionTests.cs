using System.Text;
using System.Text.Json.Nodes;
using Roost.Security.Passwords;
using Roost.Security.Tests.Jose;

namespace Roost.Security.Tests.Passwords;

public class CanonicalCompositionTests(JoseJudge node)
{
    [Theory]
    [InlineData("e\u0301", "é"), InlineData("A\u030A", "Å"), InlineData("\u212B", "Å"), InlineData("\u1100\u1161\u11A8", "각"), InlineData("\uAC00\u11A8", "각")]
    [InlineData("a\u0323\u0307", "ạ\u0307"), InlineData("a\u0307\u0323", "ạ\u0307"), InlineData("\u0958", "\u0915\u093C"), InlineData("\u0301e", "\u0301e")]
    [InlineData("plain", "plain"), InlineData("ﬁ", "ﬁ"), InlineData("é\u0301", "é\u0301"), InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("a\u0305\u0301", "a\u0305\u0301"), InlineData("\uAC01\u11A8", "\uAC01\u11A8")]
    public void Composition_follows_the_standard(string text, string composed) => CanonicalComposition.Normalize(text).ShouldBe(composed);

    [Fact]
    public async Task Every_character_with_a_decomposition_and_random_sequences_agree_with_Nodes_own_Unicode()
    {
        int[] points = [.. Interesting().Distinct()];
        var random = new Random(15);
        List<string> texts = [.. points.Select(char.ConvertFromUtf32)];
        for (int round = 0; round < 20_000; round++)
        {
            texts.Add(string.Concat(Enumerable.Range(0, random.Next(2, 9)).Select(_ => char.ConvertFromUtf32(points[random.Next(points.Length)]))));
        }

        for (int round = 0; round < 5_000; round++)
        {
            texts.Add("aeouAcdi"[random.Next(8)] + string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(0x300, 0x370))));
        }

        JsonObject answer = await node.AskAsync("normalize", new JsonObject { ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]) });

        string[] expected = [.. answer["texts"]!.AsArray().Select(text => text!.GetValue<string>())];
        for (int index = 0; index < texts.Count; index++)
        {
            string actual = CanonicalComposition.Normalize(texts[index]);
            actual.ShouldBe(expected[index], Points(texts[index]));
            CanonicalComposition.Normalize(actual).ShouldBe(actual, Points(texts[index]));
        }
    }

    private static IEnumerable<int> Interesting()
    {
        foreach (string[] fields in EmbeddedText.Lines("unicode-14-canonical.txt").Select(line => line.Split(' ')))
        {
            int last = fields[0] == "K" ? fields.Length - 1 : fields.Length;
            foreach (string field in fields[1..last])
            {
                yield return Convert.ToInt32(field, 16);
            }
        }

        foreach (int point in (int[])['a', 'Z', 0x1100, 0x1112, 0x1113, 0x1161, 0x1175, 0x1176, 0x11A7, 0x11A8, 0x11C2, 0x11C3, 0xAC00, 0xAC01, 0xD7A3, 0x1F989])
        {
            yield return point;
        }
    }

    private static string Points(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => rune.Value.ToString("X")));
}
