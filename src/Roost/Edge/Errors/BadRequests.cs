using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Roost.Edge.Texts;

namespace Roost.Edge.Errors;

/// <summary>
/// Says what is wrong with a request that could not be read, in the words of the client: paths and names as it wrote them,
/// never those of our types.
/// </summary>
internal static partial class BadRequests
{
    public static Error Explain(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status400BadRequest when exception.InnerException is JsonException json => Explain(json),
        StatusCodes.Status400BadRequest when Parameter().Match(exception.Message) is { Success: true } match =>
            Field(match.Groups["name"].Value, match.Groups["missing"].Success ? "is required" : "is not valid"),
        StatusCodes.Status400BadRequest when exception.Message.Contains("body", StringComparison.Ordinal) =>
            Error.Invalid("request.body_missing", "Send a JSON body."),
        var status => StatusCodesOf.For(status),
    };

    private static Error Explain(JsonException exception)
    {
        if (exception is BrokenTextException broken)
        {
            return Field(Join(ToField(exception.Path), broken.Member), WholeText.Rule);
        }

        if (Required().Match(exception.Message) is { Success: true } required)
        {
            var prefix = ToField(exception.Path);
            return Error.Invalid(Quoted().Matches(required.Groups["names"].Value).ToDictionary(
                name => Join(prefix, name.Groups[1].Value),
                _ => new[] { "is required" }));
        }

        if (Unknown().Match(exception.Message) is { Success: true } unknown)
        {
            return Field(ToField(exception.Path) is { Length: > 0 } path ? path : unknown.Groups[1].Value, "is not a known field");
        }

        // What the reader itself refuses comes with the reader's own exception inside, whatever it was reading at that point.
        if (exception.InnerException is JsonException)
        {
            return Error.Invalid("request.bad_json", $"The body is not valid JSON{PositionOf(exception)}.");
        }

        return exception.Path is { Length: > 1 }
            ? Field(ToField(exception.Path), "is not of the right type")
            : Error.Invalid("request.bad_json", "The body is not JSON of the right type.");
    }

    // Both are counted from zero, the position in bytes.
    private static string PositionOf(JsonException exception) => exception is { LineNumber: { } line, BytePositionInLine: { } position }
        ? string.Create(CultureInfo.InvariantCulture, $": see line {line + 1}, byte {position + 1}")
        : "";

    private static Error Field(string name, string message) => Error.Invalid(new Dictionary<string, string[]> { [name] = [message] });

    private static string Join(string path, string? member) => path.Length == 0 || member is null ? path + member : $"{path}.{member}";

    private static string ToField(string? path) => (path ?? "$").TrimStart('$').TrimStart('.');

    // System.Text.Json and minimal APIs give these details in their messages only. Their text is pinned by tests.
    [GeneratedRegex("required properties including: (?<names>.+)$")]
    private static partial Regex Required();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON property '([^']+)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("^(?<missing>Required parameter|Failed to bind parameter) \"[^\"]*?(?<name>\\w+)\"")]
    private static partial Regex Parameter();
}
