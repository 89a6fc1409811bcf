using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up.Control;

/// <summary>Asks the <c>up</c> that runs.</summary>
internal static class ControlClient
{
    /// <summary>Longer than a host takes to drain and to start again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<ControlAnswer> AskAsync(StateFolder state, ControlVerb verb, string? host, CancellationToken cancellationToken)
    {
        var file = ControlServer.FileIn(state);
        if (!File.Exists(file) || JsonSerializer.Deserialize<ControlAddress>(await File.ReadAllTextAsync(file, cancellationToken)) is not { } address)
        {
            throw NotUp();
        }

        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, patience.Token);
            var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new ControlOrder(address.Secret, verb, host)), (byte)'\n'], patience.Token);
            return await JsonSerializer.DeserializeAsync<ControlAnswer>(stream, cancellationToken: patience.Token) ?? throw NotUp();
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException)
        {
            throw NotUp(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliFault($"'roost up' did not answer within {Patience.TotalMinutes:0} minutes: what it says in its own terminal, or to stop it and start it again, will help.", e);
        }
    }

    private static CliFault NotUp(Exception? cause = null) => new("Nothing of this project is up: './roost up --topology services' starts it, and this command steers its hosts from another terminal.", cause);
}
