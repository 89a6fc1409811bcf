using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shop.Notifications.Mails;

/// <summary>A name and an address that are fit for a header: there is no way to make one that holds a line break.</summary>
internal sealed partial record Mailbox
{
    private const int MaxAddress = 254;

    private Mailbox(string name, string address)
    {
        Name = name;
        Address = address;
    }

    /// <summary>The name, in one line of printable characters; may be empty.</summary>
    public string Name { get; }

    /// <summary>The address, in ASCII.</summary>
    public string Address { get; }

    /// <summary>What stands behind the @.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Makes a mailbox; <see langword="null"/> if the address is none that every mail server takes.</summary>
    public static Mailbox? TryCreate(string name, string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || ToAscii(address[(at + 1)..]) is not { } domain)
        {
            return null;
        }

        var ascii = $"{address[..at]}@{domain}";
        return ascii.Length <= MaxAddress && Plain().IsMatch(ascii) ? new Mailbox(OneLine(name), ascii) : null;
    }

    private static string? ToAscii(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string OneLine(string name)
    {
        var line = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var isBreak = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line.Append(isBreak ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }

    // Dot-atoms (RFC 5322 section 3.2.3) in front, a host name behind. Quoted local parts are allowed by the RFC and by hardly any server.
    [GeneratedRegex(@"\A[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
