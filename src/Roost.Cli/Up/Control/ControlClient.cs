using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up.Control;

/// <summary>Asks the <c>up</c> that runs.</summary>
internal static class ControlClient
{
    public static async Task<ControlAnswer> AskAsync(StateFolder state, ControlVerb verb, string? host, CancellationToken cancellationToken)
    {
        var file = ControlServer.FileIn(state);
        if (!File.Exists(file) || JsonSerializer.Deserialize<ControlAddress>(await File.ReadAllTextAsync(file, cancellationToken)) is not { } address)
        {
            throw NotUp();
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new ControlOrder(address.Secret, verb, host)), (byte)'\n'], cancellationToken);
            return await JsonSerializer.DeserializeAsync<ControlAnswer>(stream, cancellationToken: cancellationToken) ?? throw NotUp();
        }
        catch (Exception e) when (e is SocketException or IOException or JsonException)
        {
            throw NotUp(e);
        }
    }

    private static CliFault NotUp(Exception? cause = null) => new("Nothing of this project is up: './roost up --topology services' starts it, and this command steers its hosts from another terminal.", cause);
}
