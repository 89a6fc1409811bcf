using System.Diagnostics;
using Roost.Postgres.Embedded;
using Shop.PaymentSandbox.Tests;

namespace Shop.Faults.Tests.Outages;

/// <summary>Shop as three services, a gateway and workers, each a process, as <c>./roost up</c> starts it; with the servers that they share.</summary>
public sealed class RunningServices : IAsyncDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("shop services ").FullName;
    private readonly int _port = LoopbackPort.FindFree();
    private readonly List<Placed> _placed = [];
    private SharedServers? _servers;
    private UpCommand? _up;
    private Task? _begun;

    /// <summary>Where people come to.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}");

    internal SharedServers Servers => _servers!;

    internal UpCommand Up => _up!;

    internal SandboxClient Sandbox { get; private set; } = null!;

    /// <summary>What is sold, with its price.</summary>
    internal IReadOnlyList<(Guid Id, long Price)> Products { get; private set; } = [];

    internal string Mails => Path.Combine(_state, "mail");

    /// <summary>All that can be killed here.</summary>
    internal IReadOnlyList<Victim> Victims =>
    [
        Host("gateway") with { IsEntrance = true },
        // Customers' addresses are there, without which no mail goes out of the orders that were taken before. Nobody orders meanwhile, who cannot look at a product.
        Host("store") with { Breaker = "office: IUsers" },
        Host("store-workers"),
        // It serves orders, and its database has their keys.
        Host("money") with { HoldsKeys = true },
        Host("money-workers"),
        Host("office"),
        Host("office-workers"),
        new("RabbitMQ", Servers.Rabbit.KillAsync, Servers.Rabbit.StartAsync),
        new("Redis", Servers.Redis.KillAsync, Servers.Redis.StartAsync),
        new("PostgreSQL", Servers.Postgres.KillAsync, Servers.Postgres.StartAsync) { HoldsKeys = true },
    ];

    /// <summary>Starts all of it, for the first test that asks: where none is run, nothing is started.</summary>
    public Task UpAsync() => _begun ??= StartAsync();

    /// <summary>What the server calls a database of the topology.</summary>
    internal static string NameOf(string database) => $"shop_{database}";

    public async ValueTask DisposeAsync()
    {
        Sandbox?.Dispose();
        // Whatever one of them says of its end, the others go as well.
        try
        {
            await (_up?.DisposeAsync() ?? default);
        }
        finally
        {
            try
            {
                await (_servers?.DisposeAsync() ?? default);
            }
            finally
            {
                Directory.Delete(_state, recursive: true);
            }
        }
    }

    /// <summary>Adds to the orders that were ever placed here.</summary>
    internal IReadOnlyCollection<Placed> Remember(IEnumerable<Placed> placed)
    {
        _placed.AddRange(placed);
        return _placed;
    }

    private static IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("Roost__Edge__RequestTimeout", $"{Caller.RequestTimeout}");
        // They live for minutes: to compile anything a second time would never pay.
        yield return ("DOTNET_TieredPGO", "0");
        yield return ("DOTNET_TC_CallCountingDelayMs", "EA60");
        // Many people come from one address here.
        foreach (var limit in new[] { "Default", "SignIn", "Tenant" })
        {
            yield return ($"Roost__RateLimits__{limit}__Permits", "1000000");
        }
    }

    private static async Task<(Guid Id, long Price)> StockAsync(Caller staff, long price)
    {
        var product = await staff.InsistAsync("new product", HttpMethod.Post, "/v1/products", new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = price, currency = "EUR" } });
        var id = product.GetProperty("id").GetGuid();
        await staff.InsistAsync("delivery", HttpMethod.Post, $"/v1/inventory/{id}/adjustments", new { delta = Stages.CrashShop.Delivered, reason = "Delivery" }, $"{Guid.CreateVersion7()}");
        return (id, price);
    }

    private async Task StartAsync()
    {
        _servers = await SharedServers.StartAsync();
        _up = await UpCommand.StartAsync(_state, _port, _servers.Connection("postgres"), [.. _servers.Settings, .. Settings()]);
        Sandbox = new(new(_up.Said("Payment sandbox")));
        using var staff = new Caller(Address, "staff", "staff@acme.example", new());
        await staff.SignInAsync();
        Products = [await StockAsync(staff, 1999), await StockAsync(staff, 500)];
    }

    private Victim Host(string name) => new(name, () => KillAsync(name), () => Up.StartHostAsync(name));

    // Not by 'roost hosts kill': nobody is told before.
    private async Task KillAsync(string host)
    {
        using var process = Process.GetProcessById(await Up.ProcessOfAsync(host));
        process.Kill();
        await process.WaitForExitAsync();
    }
}
