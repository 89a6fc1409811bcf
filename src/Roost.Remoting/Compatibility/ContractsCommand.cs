using System.Text;
using System.Text.Json;
using Roost.Hosting.Commands;
using Roost.Model;
using Roost.Remoting.Compatibility.Description;
using Roost.Remoting.Compatibility.Rules;

namespace Roost.Remoting.Compatibility;

/// <summary>Describes all that travels between two versions of the application, and says whether they can run beside each other.</summary>
internal sealed class ContractsCommand(ApplicationModel model) : IHostCommand
{
    private const string Against = "--against";
    private const string Called = "--called";
    private const string Usage = "Type: contracts [FILE], or contracts --against FILE.";
    private const int Breaks = 1;
    // sysexits.h: it is not there, or it is not what it should be.
    private const int NoInput = 66;
    private const int BadInput = 65;

    public string Name => "contracts";

    public string Description => "Write what travels between hosts and versions, or compare it: contracts [file], contracts --against file.";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var now = ApplicationReader.Read(model);
        switch (arguments)
        {
            case []:
                await Console.Out.WriteAsync(DescriptionFile.Write(now));
                return 0;
            case [var file] when !file.StartsWith('-'):
                await WriteAsync(Path.GetFullPath(file), DescriptionFile.Write(now), cancellationToken);
                return 0;
            case [Against, var file]:
                return await CompareAsync(file, file, now, cancellationToken);
            // Whoever has taken it out of a repository has it in a file of another name.
            case [Against, var file, Called, var called]:
                return await CompareAsync(file, called, now, cancellationToken);
            default:
                throw new HostCommandException(Usage);
        }
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HostCommandException($"{file} could not be written: {exception.Message}", exception);
        }
    }

    private static async Task<int> CompareAsync(string file, string called, ApplicationDescription now, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file, Encoding.UTF8, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{called} could not be read: {exception.Message} The command contracts FILE writes one.");
            return NoInput;
        }

        ApplicationDescription old;
        try
        {
            old = DescriptionFile.Read(text);
        }
        catch (OtherFormatException exception)
        {
            await Console.Error.WriteLineAsync($"{called} {exception.Message}");
            return BadInput;
        }
        catch (JsonException exception)
        {
            await Console.Error.WriteLineAsync($"{called} describes no application: {exception.Message}{Place(exception)} The command contracts FILE of the version that it stands for writes it anew.");
            return BadInput;
        }

        var changes = Comparison.Of(old, now);
        await Console.Out.WriteLineAsync(Report.Of(changes, called, DescriptionFile.Write(old) == DescriptionFile.Write(now)));
        return changes.Any(change => change.Severity == Severity.Breaks) ? Breaks : 0;
    }

    /// <summary>Where in the file it stands, unless the serialiser has said so itself.</summary>
    private static string Place(JsonException exception) =>
        exception.Path is { } path && !exception.Message.Contains(path, StringComparison.Ordinal) ? $" Path: {path} | LineNumber: {exception.LineNumber}." : "";
}
