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
    private const int Connections = 90;

    /// <summary>What a host opens beside its pools: two for health, one to hear of jobs and one to hear broadcasts.</summary>
    private const int Apart = 4;

    /// <summary>Looked for when the sandbox is about to start: minutes of building earlier, somebody else could take it meanwhile.</summary>
    private readonly Lazy<int> _sandboxPort = new(LoopbackPort.FindFree);

    public string SandboxAddress => $"http://127.0.0.1:{_sandboxPort.Value.ToString(CultureInfo.InvariantCulture)}";

    public IReadOnlyList<string> Outputs => [Output(Host), Output(Sandbox)];

    /// <summary>Builds just these two, and what they are made of.</summary>
    public string BuildFile => project.PathOf("src", "Roost.Cli", "Up", "up.proj");

    /// <summary>A command of a host with all modules that ends by itself; such commands alone get the owner's connection.</summary>
    public ProcessStartInfo Command(string command, ShopDatabase database) => AsOwner(Configured(database, command), database);

    /// <summary>A command of one host of the topology, for the modules that it has.</summary>
    public ProcessStartInfo Command(string command, HostPlan host, TopologyPlan plan, ShopDatabase database) => AsOwner(Configured(host, plan, database, command), database);

    /// <summary>A host of the topology.</summary>
    public ProcessStartInfo RunHost(HostPlan host, TopologyPlan plan, ShopDatabase database)
    {
        if (plan.File is not null)
        {
            return Configured(host, plan, database);
        }

        var start = Configured(database);
        start.Environment["ASPNETCORE_URLS"] = host.Address;
        return start;
    }

    public ProcessStartInfo RunSandbox()
    {
        var start = Start(Sandbox);
        start.Environment["ASPNETCORE_URLS"] = SandboxAddress;
        start.Environment["Sandbox__DataFolder"] = project.State.FolderOf("sandbox");
        return start;
    }

    private static ProcessStartInfo AsOwner(ProcessStartInfo start, ShopDatabase database)
    {
        start.Environment["Roost__Postgres__Owner"] = database.Owner;
        return start;
    }

    /// <summary>It knows the others by their keys, and nobody knows its own.</summary>
    private ProcessStartInfo Configured(HostPlan host, TopologyPlan plan, ShopDatabase database, params string[] arguments)
    {
        var start = Configured(database, arguments);
        start.Environment["Roost__Host__Topology"] = plan.File;
        start.Environment["Roost__Host__Name"] = host.Name;
        var hosts = plan.Hosts.Count(each => !each.IsGateway);
        start.Environment["Roost__Postgres__Hosts"] = hosts.ToString(CultureInfo.InvariantCulture);
        // Two pools each, and a server as it comes allows a hundred connections.
        start.Environment["Roost__Postgres__PoolSize"] = Math.Clamp(((Connections / hosts) - Apart) / 2, 2, 10).ToString(CultureInfo.InvariantCulture);
        // Long enough for a gateway to notice.
        start.Environment["Roost__Edge__DrainDelay"] = "00:00:03";
        start.Environment["Roost__Trust__Key"] = host.Key!.Private;
        foreach (var other in plan.Hosts.Where(other => other != host))
        {
            start.Environment[$"Roost__Trust__Hosts__{other.Name}"] = other.Key!.Public;
        }

        return start;
    }

    private ProcessStartInfo Configured(ShopDatabase database, params string[] arguments)
    {
        var start = Start(Host, arguments);
        start.Environment["Roost__Postgres__App"] = database.App;
        start.Environment["Roost__Postgres__System"] = database.System;
        start.Environment["Roost__Tokens__SigningKey"] = project.State.SigningKey();
        start.Environment["Modules__payments__ProviderUrl"] = SandboxAddress;
        start.Environment["Modules__notifications__MailFolder"] = project.State.FolderOf("mail");
        return start;
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
