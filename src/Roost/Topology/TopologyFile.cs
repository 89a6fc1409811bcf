using System.Text.Json;
using System.Text.RegularExpressions;
using Roost.Startup;

namespace Roost.Topology;

/// <summary>A topology: which hosts there are, what each does, and where it is reached. Read from JSON with all that is wrong with it at once.</summary>
public sealed partial class TopologyFile
{
    private const string Hosts = "hosts";
    private static readonly string[] Keys = ["roles", "modules", "address", "port", "internalPort", "database"];
    private readonly ICollection<Fault> _faults;
    private readonly List<TopologyHost> _hosts = [];

    private TopologyFile(string path, ICollection<Fault> faults)
    {
        Path = path;
        _faults = faults;
    }

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The hosts, in the order of the file.</summary>
    public IReadOnlyList<TopologyHost> All => _hosts;

    /// <summary>Reads a file. What is wrong in it is added to <paramref name="faults"/>, and what can be understood is used.</summary>
    public static TopologyFile Read(string path, ICollection<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(faults);
        var topology = new TopologyFile(path, faults);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            topology.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            topology.Report("RST120", $"The topology cannot be read: {exception.Message}", path, "Name a file of the form {\"hosts\": {\"single\": {\"roles\": [\"api\", \"worker\"], \"modules\": [\"*\"], \"port\": 8080}}}.");
        }

        return topology;
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Hosts, out var hosts) || hosts.ValueKind != JsonValueKind.Object || !hosts.EnumerateObject().Any())
        {
            Report("RST120", "The topology names no hosts.", Path, "Begin it with {\"hosts\": {…}}, with one entry for each host.");
            return;
        }

        foreach (var host in hosts.EnumerateObject())
        {
            if (!HostName().IsMatch(host.Name) || host.Value.ValueKind != JsonValueKind.Object || _hosts.Exists(known => known.Name == host.Name))
            {
                Report("RST121", $"'{host.Name}' is no host.", $"{Path}: {host.Name}", "Give each host a name of its own, of lower-case letters, digits and hyphens, and an object with its roles and modules.");
                continue;
            }

            _hosts.Add(Host(host.Name, host.Value));
        }

        TopologyRules.Check(this, _faults);
    }

    private TopologyHost Host(string name, JsonElement host)
    {
        foreach (var unknown in host.EnumerateObject().Where(property => !Keys.Contains(property.Name, StringComparer.Ordinal)))
        {
            Report("RST121", $"Hosts have no '{unknown.Name}'.", $"{Path}: {name}", $"Use {string.Join(", ", Keys)}.");
        }

        var roles = HostRoles.None;
        foreach (var role in List(name, host, "roles"))
        {
            roles |= RoleNames.Parse(role, $"{Path}: {name}", _faults);
        }

        return new(
            name, roles, List(name, host, "modules"), Text(name, host, "address", Word()) ?? "127.0.0.1", Port(name, host, "port"), Port(name, host, "internalPort"),
            Text(name, host, "database", HostName()) ?? TopologyHost.DefaultDatabase);
    }

    private List<string> List(string name, JsonElement host, string key)
    {
        if (!host.TryGetProperty(key, out var list))
        {
            return [];
        }

        if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String))
        {
            return [.. list.EnumerateArray().Select(each => each.GetString()!)];
        }

        Report("RST121", $"'{key}' is no list of names.", $"{Path}: {name}", $"Write \"{key}\": [\"…\", \"…\"].");
        return [];
    }

    private string? Text(string name, JsonElement host, string key, Regex form)
    {
        if (!host.TryGetProperty(key, out var text))
        {
            return null;
        }

        if (text.ValueKind == JsonValueKind.String && form.IsMatch(text.GetString()!))
        {
            return text.GetString();
        }

        Report("RST121", $"'{key}' cannot be {text.GetRawText()}.", $"{Path}: {name}", $"Write \"{key}\": \"…\", of {(form == Word() ? "letters, digits, dots" : "lower-case letters, digits")} and hyphens.");
        return null;
    }

    private int? Port(string name, JsonElement host, string key)
    {
        if (!host.TryGetProperty(key, out var port))
        {
            return null;
        }

        if (port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number) && number is > 0 and <= ushort.MaxValue)
        {
            return number;
        }

        Report("RST124", $"'{key}' cannot be {port.GetRawText()}.", $"{Path}: {name}", $"Write a number from 1 to {ushort.MaxValue}.");
        return null;
    }

    private void Report(string code, string what, string where, string remedy) => _faults.Add(new(code, what, where, remedy));

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.\-]{0,252}$")]
    private static partial Regex Word();
}
