using System.CommandLine;
using System.CommandLine.Parsing;

namespace Roost.Cli;

/// <summary>Says in one line what is wrong with a command line, and what to type.</summary>
internal static class Misunderstanding
{
    public static string Explain(ParseResult parsed)
    {
        var command = NameOf(parsed.CommandResult);
        // Of a word that nobody knows the parser may say first that a command is missing.
        var fault = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{command}' knows no '{unknown}'." : parsed.Errors[0].Message;
        return $"{fault} Type './{command} --help' to see what there is.";
    }

    private static string NameOf(CommandResult result) => result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "roost";
}
