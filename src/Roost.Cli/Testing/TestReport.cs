using System.Text;
using System.Text.Json;

namespace Roost.Cli.Testing;

/// <summary>
/// Reads what a test program says of itself, a JSON object a line (xUnit v3, <c>-automated</c>), and counts.
/// </summary>
internal sealed class TestReport(Action<string, string> onFailure)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public TestCounts Counts { get; private set; }

    /// <summary>Whether it came to its end: a program that crashed midway has counts, too.</summary>
    public bool IsComplete { get; private set; }

    public void Read(string line)
    {
        // Tests may print lines of their own.
        if (!line.StartsWith("{\"$type\"", StringComparison.Ordinal))
        {
            return;
        }

        using var document = JsonDocument.Parse(line);
        var message = document.RootElement;
        lock (_lock)
        {
            Read(message, message.GetProperty("$type").GetString()!);
        }
    }

    private void Read(JsonElement message, string type)
    {
        switch (type)
        {
            case "test-starting":
                _names[Text(message, "TestUniqueID")] = Text(message, "TestDisplayName");
                break;
            case "test-passed":
                Counts += new TestCounts(1, 0, 0);
                break;
            case "test-skipped":
                Counts += new TestCounts(0, 0, 1);
                break;
            case "test-failed":
                Fail(_names.GetValueOrDefault(Text(message, "TestUniqueID"), "A test"), message);
                break;
            case "error" or "error-message":
                Fail("An error outside any test", message);
                break;
            case not null when type.EndsWith("-cleanup-failure", StringComparison.Ordinal):
                Fail($"Cleaning up ({type})", message);
                break;
            case "test-assembly-finished":
                IsComplete = true;
                break;
        }
    }

    private void Fail(string name, JsonElement message)
    {
        Counts += new TestCounts(0, 1, 0);
        var text = new StringBuilder();
        foreach (var part in new[] { "Messages", "StackTraces" })
        {
            if (message.TryGetProperty(part, out var values) && values.ValueKind == JsonValueKind.Array)
            {
                text.AppendJoin('\n', values.EnumerateArray().Select(value => value.GetString())).Append('\n');
            }
        }

        if (Text(message, "Output") is { Length: > 0 } output)
        {
            text.Append("Output:\n").Append(output);
        }

        onFailure(name, text.ToString().TrimEnd());
    }

    private static string Text(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) ? value.GetString() ?? "" : "";
}
