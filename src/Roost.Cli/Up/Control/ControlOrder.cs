namespace Roost.Cli.Up.Control;

/// <summary>What another command asks of the <c>up</c> that runs.</summary>
/// <param name="Secret">Proves that who asks may read the project's state.</param>
/// <param name="Verb">What is to be done.</param>
/// <param name="Host">To which host; none for a list.</param>
internal sealed record ControlOrder(string Secret, ControlVerb Verb, string? Host);

internal enum ControlVerb
{
    List,
    Start,
    Stop,
    Kill,
    Restart,
}

/// <summary>What became of it.</summary>
/// <param name="Fault">Why not; <see langword="null"/> if it is done.</param>
/// <param name="Done">What was done; <see langword="null"/> if nothing was to be done.</param>
/// <param name="Hosts">How all hosts are now.</param>
internal sealed record ControlAnswer(string? Fault, string? Done, IReadOnlyList<HostState> Hosts);

/// <summary>How a host is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it is there for.</param>
/// <param name="Address">Where it serves.</param>
/// <param name="Process">Its process; <see langword="null"/> if it does not run.</param>
internal sealed record HostState(string Name, string Purpose, string Address, int? Process);

/// <summary>Where the <c>up</c> that runs can be asked.</summary>
internal sealed record ControlAddress(int Port, string Secret);
