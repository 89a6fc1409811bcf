using System.Text;

namespace Shop.Notifications.Mails.Folder;

/// <summary>
/// Text in a header. Words of letters and digits stand as they are; all else becomes encoded words (RFC 2047), which hold no character
/// that means something in a header.
/// </summary>
internal static class HeaderText
{
    // With the name of any header of ours in front, a line stays within the 76 characters of RFC 2047 section 2.
    private const int MaxBytesInWord = 36;
    private const int MaxPlain = 60;

    public static string Encode(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var words = new List<string>();
        var word = new List<byte>(MaxBytesInWord);
        Span<byte> buffer = stackalloc byte[4];
        // Each word is decoded by itself, so no character may be spread over two.
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = buffer[..rune.EncodeToUtf8(buffer)];
            if (word.Count + bytes.Length > MaxBytesInWord)
            {
                words.Add(Word(word));
                word.Clear();
            }

            word.AddRange(bytes);
        }

        words.Add(Word(word));
        // White space between encoded words is not part of the text.
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static bool IsPlain(string text) =>
        text.Length <= MaxPlain
        && !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-');
}
