using Roost.Hosting.Commands;

namespace Roost.Remoting.Contracts.Trust;

/// <summary>Makes a key for a host.</summary>
internal sealed class HostKeyCommand : IHostCommand
{
    public string Name => "host-key";

    public string Description => "prints a new key by which the other hosts of a topology know this one";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (own, others) = EcKeys.Create();
        await Console.Out.WriteLineAsync($"{TrustOptions.Section}:{nameof(TrustOptions.Key)} of this host, a secret:");
        await Console.Out.WriteLineAsync(own);
        await Console.Out.WriteLineAsync($"{TrustOptions.Section}:{nameof(TrustOptions.Hosts)}:NAME of the others:");
        await Console.Out.WriteLineAsync(others);
        return 0;
    }
}
