using System.Text;
using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Proxy;

/// <summary>A request or an answer.</summary>
/// <param name="FirstLine">The request line, or the status line.</param>
/// <param name="Raw">All of it.</param>
internal sealed partial record HttpMessage(string FirstLine, byte[] Raw)
{
    /// <summary>What a request is about: its method and its path, without what is different in each.</summary>
    public string Name => Id().Replace(FirstLine.Split('?', ' ') is [var method, var path, ..] ? $"{method} {path}" : FirstLine, "{id}");

    /// <summary>The same request under a key that no other has.</summary>
    public byte[] UnderAnotherKey() => Encoding.Latin1.GetBytes(Key().Replace(Encoding.Latin1.GetString(Raw), $"$0-{Guid.CreateVersion7():N}"));

    [GeneratedRegex("(?<=^Idempotency-Key: )[!-~]+", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex("ch_[0-9a-f]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
