using System.Text.RegularExpressions;

namespace Shop.Faults.Tests.Proxy;

/// <summary>A request or an answer.</summary>
/// <param name="FirstLine">The request line, or the status line.</param>
/// <param name="Raw">All of it.</param>
internal sealed partial record HttpMessage(string FirstLine, byte[] Raw)
{
    /// <summary>What a request is about: its method and its path, without what is different in each.</summary>
    public string Name => Id().Replace(FirstLine.Split('?', ' ') is [var method, var path, ..] ? $"{method} {path}" : FirstLine, "{id}");

    [GeneratedRegex("ch_[0-9a-f]+")]
    private static partial Regex Id();
}
