namespace Roost.Cli.Checking;

/// <summary>There is nothing to compare with. The message says what to name instead.</summary>
internal sealed class NoBaselineException(string message) : Exception(message);
