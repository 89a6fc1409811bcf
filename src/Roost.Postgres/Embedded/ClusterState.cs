using System.Security.Cryptography;
using System.Text.Json;

namespace Roost.Postgres.Embedded;

/// <summary>What a cluster remembers from start to start; a file of mode 0600 beside the data folder.</summary>
internal sealed record ClusterState(int Port, string SocketFolder, int ProcessId, IReadOnlyDictionary<ClusterRole, string> Passwords)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A state that was lost or cut is no disaster: new passwords are set over the private socket.</summary>
    public static ClusterState? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var state = JsonSerializer.Deserialize<ClusterState>(File.ReadAllText(path), Json);
            return state is { SocketFolder: not null, Passwords.Count: 4 } ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static ClusterState New(string socketFolder) =>
        new(0, socketFolder, 0, Enum.GetValues<ClusterRole>().ToDictionary(role => role, _ => NewPassword()));

    public Task WriteAsync(string path, CancellationToken cancellationToken) =>
        PrivateFile.WriteAsync(path, JsonSerializer.Serialize(this, Json), cancellationToken);

    private static string NewPassword() =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 32);
}
