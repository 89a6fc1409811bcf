using System.Text.RegularExpressions;

namespace Roost.Messaging.Monitoring;

/// <summary>
/// That a job has failed for good, and no more than everybody may read: what a handler threw can name servers, tables and people. The code is that of an
/// <see cref="Roost.Error"/> that the handler returned.
/// </summary>
internal sealed partial record JobFailure(string Message, string? Code)
{
    private const string Generic = "The job has failed and is not tried again. Those who run the service find out why under its id.";

    public static JobFailure From(string? error) => new(Generic, error is null ? null : Expected().Match(error) is { Success: true } match ? match.Groups["code"].Value : null);

    // As JobRunner writes an error that was returned. What was thrown begins with its type's name, in capitals.
    [GeneratedRegex(@"^(?<code>[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+): ")]
    private static partial Regex Expected();
}
