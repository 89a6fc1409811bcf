namespace Roost.Cli;

/// <summary>Something the user can mend. The message is all that is shown: what is wrong and what to do, in one line.</summary>
internal sealed class CliFault(string message, Exception? innerException = null) : Exception(message, innerException);
