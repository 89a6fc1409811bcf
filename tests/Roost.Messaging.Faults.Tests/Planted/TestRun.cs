using System.Diagnostics;
using System.Xml.Linq;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A run of some tests of a test program.</summary>
/// <param name="Tests">Those that ran.</param>
/// <param name="Failures">Those that failed, each with the first lines of why.</param>
internal sealed record TestRun(IReadOnlyList<string> Tests, IReadOnlyList<(string Test, string Why)> Failures)
{
    private const int MostOfWhy = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs some.</summary>
    /// <param name="program">The program.</param>
    /// <param name="names">The classes, with what the methods' names begin with.</param>
    public static async Task<TestRun> OfAsync(string program, params IReadOnlyList<string> names)
    {
        var report = Path.Combine(Path.GetDirectoryName(program)!, $"{Guid.CreateVersion7():N}.xml");
        string[] arguments = [program, "-noColor", "-xml", report, .. names.SelectMany(name => new[] { "-method", $"*.{name}*" })];
        using var run = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(Patience);
        var said = Task.WhenAll(run.StandardOutput.ReadToEndAsync(CancellationToken.None), run.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await run.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            run.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(", ", names)} did not end within {Patience}.");
        }

        File.Exists(report).ShouldBeTrue(string.Join('\n', await said));
        var tests = XDocument.Load(report).Descendants("test").ToList();
        return new([.. tests.Select(NameOf)], [.. tests.Where(test => (string?)test.Attribute("result") == "Fail").Select(test => (NameOf(test), WhyOf(test)))]);
    }

    private static string NameOf(XElement test) => (string)test.Attribute("name")!;

    private static string WhyOf(XElement test)
    {
        var message = string.Join(' ', (test.Descendants("message").FirstOrDefault()?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return message[..Math.Min(message.Length, MostOfWhy)];
    }
}
