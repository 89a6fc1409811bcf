using System.Text;

namespace Roost.Messaging.Declaration;

/// <summary>Makes the name of a kind of job from that of its type: <c>send-receipt</c> from <c>SendReceipt</c>.</summary>
internal static class JobNames
{
    public static string Of(Type type)
    {
        var name = new StringBuilder();
        for (var i = 0; i < type.Name.Length; i++)
        {
            var c = type.Name[i];
            var beginsWord = char.IsUpper(c) && i > 0 && (!char.IsUpper(type.Name[i - 1]) || (i + 1 < type.Name.Length && char.IsLower(type.Name[i + 1])));
            name.Append(beginsWord ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }
}
