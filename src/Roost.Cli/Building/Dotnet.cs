using System.Diagnostics;

namespace Roost.Cli.Building;

/// <summary>The dotnet command that runs this program, for the programs it starts.</summary>
internal static class Dotnet
{
    public static string Program { get; } =
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    public static ProcessStartInfo Start(string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = workingFolder };
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }
}
