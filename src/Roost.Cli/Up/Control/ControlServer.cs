using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roost.Cli.Workspace;

namespace Roost.Cli.Up.Control;

/// <summary>Takes orders of other commands while <c>up</c> runs: a line of JSON each, on a loopback port whose secret only this user can read.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private const int Longest = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _secret = RandomNumberGenerator.GetHexString(32);
    private readonly Func<ControlOrder, CancellationToken, Task<ControlAnswer>> _obey;
    private readonly string _file;
    private readonly Task _running;

    public ControlServer(StateFolder state, Func<ControlOrder, CancellationToken, Task<ControlAnswer>> obey)
    {
        _obey = obey;
        _file = FileIn(state);
        _listener.Start();
        state.WriteSecret(_file, JsonSerializer.Serialize(new ControlAddress(((IPEndPoint)_listener.LocalEndpoint).Port, _secret)));
        _running = RunAsync();
    }

    public static string FileIn(StateFolder state) => state.PathOf("control.json");

    public async ValueTask DisposeAsync()
    {
        StateFolder.Forget(_file);
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                conversations.RemoveAll(conversation => conversation.IsCompleted);
                conversations.Add(AnswerAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } order || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(order.Secret ?? ""), Encoding.UTF8.GetBytes(_secret)))
            {
                return;
            }

            var answer = await _obey(order, _stop.Token);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer), _stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or JsonException)
        {
            // Whoever asked has gone, or is none of ours; or everything is being stopped.
        }
    }

    private async Task<ControlOrder?> ReadAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(Patience);
        var buffer = new byte[Longest];
        var length = 0;
        while (length < Longest && await stream.ReadAsync(buffer.AsMemory(length), patience.Token) is var read and > 0)
        {
            length += read;
            if (buffer[length - 1] == (byte)'\n')
            {
                return JsonSerializer.Deserialize<ControlOrder>(buffer.AsSpan(0, length));
            }
        }

        return null;
    }
}
