using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.Tests.Notifications;

/// <summary>Just enough of an SMTP server (RFC 5321) to take mail, or to refuse it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _connected = new(0);
    private readonly Task _accepting;

    public SmtpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to RCPT.</summary>
    public string AnswerToRecipient { get; set; } = "250 OK";

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How often somebody has connected.</summary>
    public int Connections { get; private set; }

    public List<string> Recipients { get; } = [];

    public List<string> Messages { get; } = [];

    /// <summary>Waits until somebody has connected; the next time, until somebody has again.</summary>
    public async Task ConnectedAsync() => (await _connected.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue("Nobody has connected.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _connected.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Told to stop.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var isSilent = IsSilent;
        _connected.Release();
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            if (!isSilent)
            {
                await writer.WriteLineAsync("220 test");
            }

            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
            }
        }
        catch (IOException)
        {
            // The client has hung up.
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "RCPT":
                Recipients.Add(line);
                return AnswerToRecipient;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var message = new StringBuilder();
                while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                {
                    message.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                }

                Messages.Add(message.ToString());
                return "250 OK";
            case "QUIT":
                return "221 bye";
            default:
                return "250 OK";
        }
    }
}
