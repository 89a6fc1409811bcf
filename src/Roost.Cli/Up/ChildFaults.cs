using Roost.Cli.Processes;

namespace Roost.Cli.Up;

/// <summary>What is said of programs that do not do as they should.</summary>
internal static class ChildFaults
{
    // 128 and the number of SIGKILL, as shells say it.
    private const int Killed = 137;

    public static CliFault Died(ChildProcess child, int code) =>
        new($"{Ended(child, code)}; everything else was stopped, and './roost up' goes on where it was. It said last:\n{child.LastWords}");

    /// <summary>One has ended before it served, and others may go on.</summary>
    public static CliFault Failed(ChildProcess child, int code) => new($"{Ended(child, code)}. It said last:\n{child.LastWords}");

    public static CliFault NotReady(ChildProcess child, string address, string answer) => new($"{child.Name} does not get ready. {address} last said: {answer}");

    public static string Ended(ChildProcess child, int code) =>
        $"{child.Name} ended by itself with code {code}{(code == Killed ? ", as whatever is killed (kill -9, or no memory was left)" : "")}";
}
