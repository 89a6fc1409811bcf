namespace Roost.Hosting.Commands;

/// <summary>Something a host program can do instead of serving: <c>Shop.Host migrate</c>. It runs on the built host, and nothing is started.</summary>
public interface IHostCommand
{
    /// <summary>The word that calls it.</summary>
    string Name { get; }

    /// <summary>What it does, in one line.</summary>
    string Description { get; }

    /// <summary>Does it.</summary>
    /// <param name="arguments">What followed the name.</param>
    /// <param name="cancellationToken">Set on Ctrl+C and SIGTERM.</param>
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken);
}
