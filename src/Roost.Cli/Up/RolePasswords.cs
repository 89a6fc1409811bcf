using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>The roles' passwords on one server of somebody else's, in a file that people may write as well.</summary>
internal sealed class RolePasswords(StateFolder state, string server)
{
    /// <summary>What people have to write.</summary>
    public const string Form = """{"Owner": "…", "App": "…", "System": "…"}""";

    public static IReadOnlyList<ClusterRole> Roles { get; } = [ClusterRole.Owner, ClusterRole.App, ClusterRole.System];

    public string Path { get; } = state.PathOf($"database-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server)))[..12]}.json");

    /// <summary>null when none are known.</summary>
    public IReadOnlyDictionary<ClusterRole, string>? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            var known = JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllText(Path)) ?? [];
            return Roles.ToDictionary(role => role, role => known.GetValueOrDefault(role.ToString()) is { Length: > 0 } password ? password : throw Wrong($"{role} is missing", null));
        }
        catch (JsonException e)
        {
            throw Wrong(e.Message, e);
        }
    }

    public IReadOnlyDictionary<ClusterRole, string> Make()
    {
        var made = Roles.ToDictionary(role => role, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
        state.WriteSecret(Path, JsonSerializer.Serialize(made));
        return made;
    }

    private CliFault Wrong(string what, Exception? cause) =>
        new($"{Path} does not hold the roles' passwords on {server} as {Form}: {what.TrimEnd('.')}. Correct it, or delete it and drop the roles.", cause);
}
