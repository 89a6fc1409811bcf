using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Security.Tokens;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Planted;
using Shop.Payments.Reconciliation;
using Shop.Tests;
using Shop.Tests.Orders;

namespace Shop.Faults.Tests.Stages;

/// <summary>
/// A Shop whose host is killed and started again, with a database and a provider that stay. Beside it another host, which does no work and which nobody kills: it makes
/// tokens, and reads.
/// </summary>
/// <param name="server">Where its database is.</param>
/// <param name="program">The host's assembly.</param>
public sealed partial class CrashShop(PostgresServer server, string program) : RunningShop(server)
{
    /// <summary>How much of each product there was at first.</summary>
    public const int Delivered = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private readonly PostgresServer _server = server;
    private readonly string _signingKey = SigningKeyPem.Create();
    private readonly string _mails = Directory.CreateTempSubdirectory("shop-faults-").FullName;
    private readonly Guid _staff = Guid.CreateVersion7();
    private Guid _customer;
    private volatile Task<Life>? _life;

    /// <summary>What is made wrong in it.</summary>
    internal PlantedBug? Bug { get; init; }

    internal string Mails => _mails;

    /// <summary>What is sold, with its price.</summary>
    internal IReadOnlyList<(Guid Id, long Price)> Products { get; private set; } = [];

    // A token lasts for minutes, and all the visits of a long run take longer.
    internal string Customer => Application.MintToken(AcmeId, _customer, Roles.Customer);

    internal string Staff => Application.MintToken(AcmeId, _staff, Roles.Staff);

    /// <summary>How many orders were asked for, however often.</summary>
    internal int Wanted { get; private set; }

    /// <summary>What was asked back of orders that stay confirmed, by order.</summary>
    internal Dictionary<Guid, long> WantedBack { get; } = [];

    internal Task<Life> LifeAsync => _life ?? throw new InvalidOperationException("No host was started.");

    // Long enough to cancel an order meanwhile, also at a host that has only just come up.
    protected override double SlowSeconds => 1.5;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _customer = (await LookAsync<Guid>("SELECT id FROM users.profiles WHERE email = 'customer@acme.example'"))[0];
        await RebirthAsync();
        if (Bug is not null)
        {
            await LookAsync<int>(Bug.Sql);
        }

        Products = [(await StockAsync(1999), 1999), (await StockAsync(500), 500)];
    }

    public override async ValueTask DisposeAsync()
    {
        if (_life is { } life)
        {
            await (await life).DisposeAsync();
        }

        await base.DisposeAsync();
        Directory.Delete(_mails, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the host again, and buries the one before.</summary>
    internal async Task RebirthAsync()
    {
        var before = _life;
        if (before is not null)
        {
            await (await before).DisposeAsync();
            await PassTimeAsync();
        }

        _life = Life.StartAsync(program, _server.Cluster.Port, Sandbox.Address, Settings(), Bug?.RenewsKeys == true);
        await _life;
    }

    /// <summary>Orders two of the first product and one of the second.</summary>
    internal async Task<Guid> OrderAsync(string method = "pm_ok")
    {
        Wanted++;
        var lines = new[] { new { productId = Products[0].Id, quantity = 2 }, new { productId = Products[1].Id, quantity = 1 } };
        var placed = await CallAsync(HttpMethod.Post, "/v1/orders", Customer, new { lines, payment = new { method } }, $"{Guid.CreateVersion7()}");
        placed.Status.ShouldBe(HttpStatusCode.Accepted, placed.Body.GetRawText());
        return placed.OrderId;
    }

    /// <summary>Cancels an order; whoever is told that it has changed in the same moment means it as before.</summary>
    internal async Task CancelAsync(Guid order)
    {
        Answer asked;
        do
        {
            asked = await CallAsync(HttpMethod.Post, $"/v1/orders/{order}/cancel", Customer, null, null);
        }
        while (asked.Status is HttpStatusCode.PreconditionFailed);
        asked.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Accepted], asked.Body.GetRawText());
    }

    /// <summary>Gives a part of an order's payment back.</summary>
    internal async Task RefundAsync(Guid order, long amount)
    {
        WantedBack[order] = amount;
        var payment = (await LookAsync<Guid>("SELECT payment_id FROM orders.orders WHERE id = @order", new { order }))[0];
        var refunded = await CallAsync(HttpMethod.Post, $"/v1/payments/{payment}/refunds", Staff, new { reason = "Arrived scratched.", amount }, $"{Guid.CreateVersion7()}");
        refunded.Status.ShouldBe(HttpStatusCode.Created, refunded.Body.GetRawText());
    }

    /// <summary>Has the ledger compared with the provider's statement of today and yesterday.</summary>
    internal Task ReconcileAsync() => Application.Services.GetRequiredService<IJobSender>()
        .SendAsync(new CallContext(AcmeId, Principal.System, "faults"), new ReconcileLedger(DateOnly.FromDateTime(DateTime.UtcNow)));

    /// <summary>Asks as people do: whoever gets no answer, or is told to come again, asks again under the same key.</summary>
    internal async Task<Answer> CallAsync(HttpMethod method, string path, string token, object? body, string? key)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Glance);
        var last = "nothing";
        do
        {
            try
            {
                var answer = await AskAsync((await LifeAsync).Http, method, path, token, body, key, patience.Token);
                if (answer.Status is not HttpStatusCode.ServiceUnavailable && (answer.Status is not HttpStatusCode.Conflict || answer.Outcome is not ("idempotency.in_flight" or "idempotency.superseded")))
                {
                    return answer;
                }

                last = $"{answer.Status} {answer.Outcome}";
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                // What was before says more.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // The host is dead, and another is on its way.
                last = exception.Message;
            }
        }
        while (!patience.IsCancellationRequested && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"{method} {path} came to nothing within {Patience.TotalSeconds:0} s; at last it was {last}. The database is busy with: {await BusyAsync()}. {(await LifeAsync).LastLines}");
    }

    protected override void Adjust(TestApplicationBuilder<Program> builder) =>
        builder.With("Roost:Host:Roles", "api").With("Roost:Tokens:SigningKey", _signingKey).With("Roost:Edge:DrainDelay", "00:00:00");

    private static async Task<Answer> AskAsync(HttpClient http, HttpMethod method, string path, string token, object? body, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await http.SendAsync(request, cancellationToken);
        return new(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    private async Task<Guid> StockAsync(long price)
    {
        var product = await CallAsync(HttpMethod.Post, "/v1/products", Staff, new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = price, currency = "EUR" } }, null);
        product.Status.ShouldBe(HttpStatusCode.Created, product.Body.GetRawText());
        var id = product.Body.GetProperty("id").GetGuid();
        var stock = await CallAsync(HttpMethod.Post, $"/v1/inventory/{id}/adjustments", Staff, new { delta = Delivered, reason = "Delivery" }, $"{Guid.CreateVersion7()}");
        stock.Status.ShouldBe(HttpStatusCode.OK, stock.Body.GetRawText());
        return id;
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Roost:Postgres:App"] = Database.Settings["Roost:Postgres:App"],
        ["Roost:Postgres:System"] = Database.Settings["Roost:Postgres:System"],
        ["Roost:Host:Roles"] = "api,worker",
        ["Roost:Tokens:SigningKey"] = _signingKey,
        ["Roost:Messaging:PollInterval"] = "00:00:00.250",
        // There is one worker at a time, so nobody takes one for dead that is only slow.
        ["Roost:Messaging:HeartbeatInterval"] = "00:00:00.200",
        ["Roost:Messaging:WorkerTimeout"] = "00:00:00.600",
        ["Roost:RateLimits:Default:Permits"] = "1000000",
        ["Roost:RateLimits:Tenant:Permits"] = "1000000",
        ["Modules:notifications:MailFolder"] = _mails,
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:Roost.Messaging"] = "Information",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["DOTNET_ENVIRONMENT"] = "Development",
        // It lives for seconds: to compile anything a second time would never pay.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "EA60",
    };
}
