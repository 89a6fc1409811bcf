using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Roost.Postgres.Embedded;

/// <summary>TCP ports on 127.0.0.1.</summary>
public static class LoopbackPort
{
    // Above the ports that servers are known by, and below those that the system gives to whoever connects: one of these could be somebody's when it is to be bound.
    private const int Lowest = 20_000;
    private const int Tries = 100;
    private static readonly int End = FirstOfConnections();

    // Whoever asks for several binds them one after the other.
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port that nobody held a moment ago, that no connection takes meanwhile, and that this process has not asked for before, as long as there are others.</summary>
    public static int FindFree()
    {
        for (var tries = 0; tries < Tries && Lowest < End; tries++)
        {
            var port = Random.Shared.Next(Lowest, End);
            if (!Given.ContainsKey(port) && IsFree(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }

        return OfTheSystem();
    }

    /// <summary>Whether a server could bind the port now.</summary>
    /// <param name="port">The port.</param>
    public static bool IsFree(int port) => Refusal(port) is null;

    /// <summary>Whether the port is one of those that the system keeps for privileged users.</summary>
    /// <param name="port">The port.</param>
    public static bool IsReserved(int port) => Refusal(port) == SocketError.AccessDenied;

    /// <summary>The process that listens on the port, as <c>name (process 123)</c>; null when it can't be told.</summary>
    /// <param name="port">The port.</param>
    public static string? DescribeHolder(int port) => OperatingSystem.IsLinux() ? LinuxSockets.DescribeListener(port) : null;

    /// <summary>One of those that connections get, too: all that there is where they begin that low.</summary>
    internal static int OfTheSystem()
    {
        for (var tries = 0; ; tries++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            // Where there are few, all may have been given once; this one is at least free.
            if (Given.TryAdd(port, true) || tries == Tries)
            {
                return port;
            }
        }
    }

    internal static EmbeddedClusterException Taken(int port) => new(
        ClusterFault.PortInUse,
        $"Port {port} is in use{(DescribeHolder(port) is { } holder ? $" by {holder}" : "")}: stop that process or choose another port.");

    // Linux says where they begin; nowhere else do they begin lower than there by default.
    private static int FirstOfConnections()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        const int Usual = 32_768;
        return File.Exists(Range) && int.TryParse(File.ReadAllText(Range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var first) ? first : Usual;
    }

    /// <summary>Why nobody can bind the port now; null if somebody can.</summary>
    private static SocketError? Refusal(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return e.SocketErrorCode;
        }
    }
}
