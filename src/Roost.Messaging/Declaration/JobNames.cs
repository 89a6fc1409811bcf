using System.Text;

namespace Roost.Messaging.Declaration;

/// <summary>
/// Makes the name of a kind of job from that of its type: <c>send-receipt</c> from <c>SendReceipt</c>. The analyzers compile this file as well, so that both call a saga and its signals
/// the same.
/// </summary>
internal static class JobNames
{
    public static string Of(Type type) => Of(type.Name);

    public static string Of(string type)
    {
        var name = new StringBuilder();
        for (var i = 0; i < type.Length; i++)
        {
            var c = type[i];
            var beginsWord = char.IsUpper(c) && i > 0 && (!char.IsUpper(type[i - 1]) || (i + 1 < type.Length && char.IsLower(type[i + 1])));
            name.Append(beginsWord ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}
