using System.Text.Json;

namespace Roost.Cli.Up;

/// <summary>Somebody the demo data knows.</summary>
internal sealed record SignIn(string Shop, string Role, string Email, string Password)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The last line that the seed command printed is <c>{"signIns":[…]}</c>.</summary>
    public static IReadOnlyList<SignIn> Read(IEnumerable<string> lines)
    {
        var line = lines.LastOrDefault(line => line.StartsWith("{\"signIns\"", StringComparison.Ordinal));
        return line is null ? [] : JsonSerializer.Deserialize<Seeded>(line, Json)!.SignIns;
    }

    private sealed record Seeded(IReadOnlyList<SignIn> SignIns);
}
