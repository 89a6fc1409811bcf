using System.Diagnostics;
using System.Globalization;
using Roost.Cli.Building;
using Roost.Cli.Up.Hosts;
using Roost.Cli.Workspace;
using Roost.Postgres.Embedded;

namespace Roost.Cli.Up;

/// <summary>Shop's two programs: where they lie and how they are started.</summary>
internal sealed class ShopPrograms(Project project)
{
    private const string Host = "Shop.Host";
    private const string Sandbox = "Shop.PaymentSandbox";

    /// <summary>Looked for when the sandbox is about to start: minutes of building earlier, somebody else could take it meanwhile.</summary>
    private readonly Lazy<int> _sandboxPort = new(LoopbackPort.FindFree);

    public string SandboxAddress => $"http://127.0.0.1:{_sandboxPort.Value.ToString(CultureInfo.InvariantCulture)}";

    public IReadOnlyList<string> Outputs => [Output(Host), Output(Sandbox)];

    /// <summary>Builds just these two, and what they are made of.</summary>
    public string BuildFile => project.PathOf("src", "Roost.Cli", "Up", "up.proj");

    /// <summary>A command of the host that ends by itself; it alone gets the owner's connection.</summary>
    public ProcessStartInfo Command(string command, ShopDatabase database)
    {
        var start = Start(Host, command);
        Configure(start, database);
        start.Environment["Roost__Postgres__Owner"] = database.Owner;
        return start;
    }

    /// <summary>A host of the topology. It knows the others by their keys, and nobody knows its own.</summary>
    public ProcessStartInfo RunHost(HostPlan host, TopologyPlan plan, ShopDatabase database)
    {
        var start = Start(Host);
        Configure(start, database);
        if (plan.File is null)
        {
            start.Environment["ASPNETCORE_URLS"] = host.Address;
            return start;
        }

        start.Environment["Roost__Host__Topology"] = plan.File;
        start.Environment["Roost__Host__Name"] = host.Name;
        start.Environment["Roost__Postgres__Hosts"] = plan.Hosts.Count(each => !each.IsGateway).ToString(CultureInfo.InvariantCulture);
        // Long enough for a gateway to notice.
        start.Environment["Roost__Edge__DrainDelay"] = "00:00:03";
        start.Environment["Roost__Trust__Key"] = host.Key!.Private;
        foreach (var other in plan.Hosts.Where(other => other != host))
        {
            start.Environment[$"Roost__Trust__Hosts__{other.Name}"] = other.Key!.Public;
        }

        return start;
    }

    public ProcessStartInfo RunSandbox()
    {
        var start = Start(Sandbox);
        start.Environment["ASPNETCORE_URLS"] = SandboxAddress;
        start.Environment["Sandbox__DataFolder"] = project.State.FolderOf("sandbox");
        return start;
    }

    private void Configure(ProcessStartInfo start, ShopDatabase database)
    {
        start.Environment["Roost__Postgres__App"] = database.App;
        start.Environment["Roost__Postgres__System"] = database.System;
        start.Environment["Roost__Tokens__SigningKey"] = project.State.SigningKey();
        start.Environment["Modules__payments__ProviderUrl"] = SandboxAddress;
        start.Environment["Modules__notifications__MailFolder"] = project.State.FolderOf("mail");
    }

    private ProcessStartInfo Start(string program, params string[] arguments)
    {
        var start = Dotnet.Start(project.PathOf("shop", program), [Output(program), .. arguments]);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    private string Output(string program) => project.PathOf("shop", program, "bin", "Debug", "net10.0", $"{program}.dll");
}
