using System.Text;
using System.Text.Json;

namespace Roost.Cli.Testing;

/// <summary>
/// Reads what a test program says of itself, a JSON object a line (xUnit v3, <c>-automated</c>), and counts.
/// </summary>
internal sealed class TestReport(Action<string, string> onFailure)
{
    private const string MessageStart = "{\"$type\":\"";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TestCounts _heard;
    private TestCounts _told;

    public TestCounts Counts { get; private set; }

    /// <summary>Whether it came to its end: a program that crashed midway has counts, too.</summary>
    public bool IsComplete { get; private set; }

    public void Read(string line)
    {
        // Tests may print lines of their own, and before a message what they print without a line feed.
        var start = line.IndexOf(MessageStart, StringComparison.Ordinal);
        if (start < 0)
        {
            return;
        }

        lock (_lock)
        {
            try
            {
                using var document = JsonDocument.Parse(line.AsMemory(start));
                Read(document.RootElement, Text(document.RootElement, "$type"));
            }
            catch (JsonException) when (start > 0)
            {
                // A test's own line that quotes a message. Had it been one, the numbers at the end would not fit.
            }
            catch (JsonException e)
            {
                Fail("A message of the test program", $"It can't be read, because something else was written into its line: {e.Message}\n{line}");
            }
        }
    }

    /// <summary>Holds what was heard against what the program says of itself at its end; what does not fit is a failure.</summary>
    /// <param name="program">What the user calls it.</param>
    /// <param name="code">Its exit code.</param>
    /// <param name="lastLines">What it printed last.</param>
    public TestCounts Conclude(string program, int code, IReadOnlyCollection<string> lastLines)
    {
        lock (_lock)
        {
            if (!IsComplete)
            {
                Fail(program, $"The test program ended with code {code} before it was done. Its last lines:\n{string.Join('\n', lastLines)}");
            }
            else if (_heard != _told)
            {
                Fail(program, $"The test program counts {_told}, but messages came for {_heard}: others were lost in what tests print.");
            }
            else if (code != 0 && Counts.Failed == 0)
            {
                Fail(program, $"The test program ended with code {code}, though no test failed. Its last lines:\n{string.Join('\n', lastLines)}");
            }

            return Counts;
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
                Count(new(1, 0, 0));
                break;
            case "test-skipped":
                Count(new(0, 0, 1));
                break;
            case "test-failed":
                _heard += new TestCounts(0, 1, 0);
                Fail(_names.GetValueOrDefault(Text(message, "TestUniqueID"), "A test"), message);
                break;
            case "error" or "error-message":
                Fail("An error outside any test", message);
                break;
            case not null when type.EndsWith("-cleanup-failure", StringComparison.Ordinal):
                Fail($"Cleaning up ({type})", message);
                break;
            case "test-assembly-finished":
                var (failed, skipped) = (Number(message, "TestsFailed"), Number(message, "TestsSkipped"));
                _told = new(Number(message, "TestsTotal") - failed - skipped - Number(message, "TestsNotRun"), failed, skipped);
                IsComplete = true;
                break;
        }
    }

    private void Count(TestCounts test)
    {
        _heard += test;
        Counts += test;
    }

    private void Fail(string name, JsonElement message)
    {
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

        Fail(name, text.ToString().TrimEnd());
    }

    private void Fail(string name, string text)
    {
        Counts += new TestCounts(0, 1, 0);
        onFailure(name, text);
    }

    private static string Text(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement message, string property) =>
        message.TryGetProperty(property, out var value) && value.TryGetInt32(out var number) ? number : 0;
}
