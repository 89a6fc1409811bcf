using System.Text;
using System.Text.RegularExpressions;

namespace Shop.Tests.Notifications;

/// <summary>A mail as its reader gets it: unfolded headers, decoded words and text. Made from the RFCs and not from our own code.</summary>
internal sealed partial record ReadMail(IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static ReadMail Parse(string text)
    {
        var parts = text.Split("\r\n\r\n", 2);
        var headers = Folding().Replace(parts[0], " ").Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => Decode(pair[1]));
        return new(headers, headers["Content-Transfer-Encoding"] == "quoted-printable" ? FromQuotedPrintable(parts[1]) : parts[1]);
    }

    private static string Decode(string header) =>
        EncodedWord().Replace(BetweenWords().Replace(header, "?==?"), word => Encoding.UTF8.GetString(
            word.Groups["kind"].Value.ToUpperInvariant() == "B"
                ? Convert.FromBase64String(word.Groups["text"].Value)
                : Bytes(word.Groups["text"].Value.Replace('_', ' '))));

    private static string FromQuotedPrintable(string body) => Encoding.UTF8.GetString(Bytes(body.Replace("=\r\n", "", StringComparison.Ordinal)));

    private static byte[] Bytes(string text) =>
        Encoding.Latin1.GetBytes(Octet().Replace(text, octet => ((char)Convert.ToByte(octet.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex Octet();
}
