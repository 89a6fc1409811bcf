using System.Diagnostics;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Tests.Up;

/// <summary>
/// A repository with programs that start in no time in Shop's place, in a folder with a space in its name. They are built by the
/// first <c>up</c>.
/// </summary>
public sealed class TinyWorkspace : IAsyncLifetime
{
    public string Root { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"roost up {Guid.CreateVersion7():N}")).FullName;

    internal EmbeddedClusterOptions Cluster => EmbeddedClusterOptions.ForProject(Root);

    public string State(string name) => Path.Combine(Root, ".roost", name);

    public ValueTask InitializeAsync()
    {
        Write("Roost.slnx", "<Solution />");
        Write("src/Roost.Cli/Up/up.proj", File.ReadAllText(Path.Combine(Repository.Root, "src/Roost.Cli/Up/up.proj")));
        foreach (var program in new[] { "Shop.Host", "Shop.PaymentSandbox" })
        {
            Write($"shop/{program}/{program}.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>""");
            Write($"shop/{program}/Program.cs", File.ReadAllText(Path.Combine(Repository.Root, "tests/Roost.Cli.Tests/Up/TinyShop.cs.txt")));
        }

        Write(
            "shop/Shop.Host/topologies/pair.json",
            """
            { "hosts": {
                "front": { "roles": ["gateway"], "port": 8080 },
                "store": { "roles": ["api", "worker"], "modules": ["catalog"], "port": 8081, "internalPort": 8082 },
                "money": { "roles": ["api", "worker"], "modules": ["payments"], "port": 8083, "internalPort": 8084, "database": "money" } } }
            """);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await EmbeddedCluster.RemoveAsync(Cluster);
        Directory.Delete(Root, recursive: true);
    }

    internal RunningCommand Up(params string[] arguments) => Up([], arguments);

    internal RunningCommand Up(Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = Repository.Roost(Root, ["up", .. arguments]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    internal void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
