using Roost.Telemetry.Redaction;

namespace Roost.Telemetry.Requests;

/// <summary>
/// What the log says of a path that no route has: what is in it is masked, and it is short. It is cut between segments and before it is
/// masked, so that no half of something goes unrecognised, and nobody can make us mask for long.
/// </summary>
internal static class UnknownPath
{
    private const int MaxLength = 200;
    private const string More = "/…";

    public static string Describe(string? path)
    {
        if (path is null or { Length: <= MaxLength })
        {
            return Redactor.Redact(path ?? "");
        }

        var end = path.LastIndexOf('/', MaxLength - More.Length);
        return Redactor.Redact(path[..Math.Max(0, end)]) + More;
    }
}
