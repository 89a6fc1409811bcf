using System.Globalization;
using System.Text;

namespace Shop.Notifications.Mails.Folder;

/// <summary>The quoted-printable encoding of UTF-8 text (RFC 2045 section 6.7): readable where the text is ASCII, and safe on any way.</summary>
internal static class QuotedPrintable
{
    private const int MaxLine = 76;

    public static string Encode(string text)
    {
        var result = new StringBuilder(text.Length + 64);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(result, Encoding.UTF8.GetBytes(line));
            result.Append("\r\n");
        }

        return result.ToString();
    }

    private static void AppendLine(StringBuilder result, byte[] line)
    {
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var symbol = Symbol(line[i], isLast: i == line.Length - 1);
            // Room stays for the = that says that the line goes on.
            if (length + symbol.Length > MaxLine - 1)
            {
                result.Append("=\r\n");
                length = 0;
            }

            result.Append(symbol);
            length += symbol.Length;
        }
    }

    private static string Symbol(byte value, bool isLast) => value switch
    {
        (byte)'=' => "=3D",
        >= 33 and <= 126 => ((char)value).ToString(),
        // A space at the end of a line gets lost on the way.
        (byte)' ' when !isLast => " ",
        _ => string.Create(CultureInfo.InvariantCulture, $"={value:X2}"),
    };
}
