using System.Text;
using System.Text.RegularExpressions;

namespace Roost.Messaging.Faults.Tests.Proxy;

/// <summary>Tells what the messages of one connection are about. Statements that were prepared are known by their names later.</summary>
/// <param name="name">Names a statement; by the function of Roost's that it calls if it is left out.</param>
internal sealed partial class StatementNames(Func<string, string>? name = null)
{
    private readonly Func<string, string> _name = name ?? Name;
    private readonly Dictionary<string, string> _prepared = new(StringComparer.Ordinal);
    private string _current = "connect";

    /// <param name="type">The message's first byte.</param>
    /// <param name="body">What follows its length.</param>
    public string Read(byte type, ReadOnlySpan<byte> body)
    {
        switch ((char)type)
        {
            case 'P':
                var prepared = Text(ref body);
                _prepared[prepared] = _current = _name(Text(ref body));
                break;
            case 'B':
                Text(ref body);
                _current = _prepared.GetValueOrDefault(Text(ref body), _current);
                break;
            case 'D' when body[0] == 'S':
                body = body[1..];
                _current = _prepared.GetValueOrDefault(Text(ref body), _current);
                break;
            case 'Q':
                _current = _name(Text(ref body));
                break;
        }

        return _current;
    }

    private static string Text(ref ReadOnlySpan<byte> body)
    {
        var end = body.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(body[..end]);
        body = body[(end + 1)..];
        return text;
    }

    private static string Name(string sql) => Known().Match(sql) is { Success: true } known ? known.Value : Words().Match(sql).Value.ToLowerInvariant();

    [GeneratedRegex(@"(roost|ledger)\.\w+")]
    private static partial Regex Known();

    [GeneratedRegex(@"\w+(\s+\w+)?")]
    private static partial Regex Words();
}
