using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Messaging.Faults.Tests.Stages;
using Roost.Security.Tokens;
using Roost.Testing.Databases;
using Shop.Faults.Tests.Laws;
using Shop.Faults.Tests.Planted;
using Shop.PaymentSandbox.Tests;
using Shop.Tests.Orders;

namespace Shop.Faults.Tests.Stages;

/// <summary>A Shop whose hosts are killed and started again, with databases and a provider that stay.</summary>
internal abstract partial class CrashShop : IEvidence, IAsyncDisposable
{
    /// <summary>How much of each product there was at first.</summary>
    public const int Delivered = 100_000;

    /// <summary>How long the slow bank takes: long enough to cancel an order meanwhile, also at a host that has only just come up.</summary>
    protected const double SlowSeconds = 3;

    protected static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly string _mails = Directory.CreateTempSubdirectory("shop-faults-").FullName;
    private readonly Dictionary<Guid, long> _wantedBack = [];
    private long _completeSince;
    private volatile bool _isComplete = true;

    /// <summary>What is made wrong in it.</summary>
    public PlantedBug? Bug { get; init; }

    /// <summary>
    /// How long anything may take while all hosts are there: how long one takes to start is no part of any verdict. What hosts do for the first time, while nobody dies, may take
    /// as long as a start.
    /// </summary>
    public TimeSpan Patience { get; set; } = WorkerProcess.Patience;

    /// <summary>The names of the hosts that may be killed.</summary>
    public abstract IReadOnlyList<string> Hosts { get; }

    public abstract SandboxClient Sandbox { get; }

    public string Mails => _mails;

    public IReadOnlyList<(Guid Id, long Price)> Products { get; private set; } = [];

    public int Wanted { get; private set; }

    public IReadOnlyDictionary<Guid, long> WantedBack => _wantedBack;

    /// <summary>The access token of a customer. It lasts for minutes, and all the visits of a long run take longer.</summary>
    protected abstract string Customer { get; }

    /// <summary>The access token of somebody who works there.</summary>
    protected abstract string Staff { get; }

    /// <summary>Each database once.</summary>
    protected abstract IReadOnlyList<TestDatabase> Databases { get; }

    protected string SigningKey { get; } = SigningKeyPem.Create();

    /// <summary>Starts all of it, and stocks it.</summary>
    public async Task OpenAsync()
    {
        await StartAsync();
        if (Bug is not null)
        {
            await LookAsync<int>([Bug.Module], Bug.Sql);
        }

        Products = [(await StockAsync(1999), 1999), (await StockAsync(500), 500)];
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Has people sign in, before anybody dies, where their tokens do not last any longer.</summary>
    public virtual Task SignInAsync() => Task.CompletedTask;

    /// <summary>The life that a host has at present.</summary>
    public abstract Task<Life> LifeOfAsync(string host);

    /// <summary>Starts a host again, and buries the one before.</summary>
    public async Task RebirthAsync(string host)
    {
        _isComplete = false;
        try
        {
            await ReplaceAsync(host);
        }
        finally
        {
            _completeSince = Stopwatch.GetTimestamp();
            _isComplete = true;
        }
    }

    /// <summary>Orders two of the first product and one of the second.</summary>
    public async Task<Guid> OrderAsync(string method = "pm_ok")
    {
        Wanted++;
        var lines = new[] { new { productId = Products[0].Id, quantity = 2 }, new { productId = Products[1].Id, quantity = 1 } };
        var placed = await CallAsync(HttpMethod.Post, "/v1/orders", Customer, new { lines, payment = new { method } }, $"{Guid.CreateVersion7()}");
        placed.Status.ShouldBe(HttpStatusCode.Accepted, placed.Body.GetRawText());
        return placed.OrderId;
    }

    /// <summary>Cancels an order; whoever is told that it has changed in the same moment means it as before.</summary>
    public async Task CancelAsync(Guid order)
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
    public async Task RefundAsync(Guid order, long amount)
    {
        _wantedBack[order] = amount;
        var payment = (await LookAsync<Guid>(["orders"], "SELECT payment_id FROM orders.orders WHERE id = @order", new { order }))[0];
        var refunded = await CallAsync(HttpMethod.Post, $"/v1/payments/{payment}/refunds", Staff, new { reason = "Arrived scratched.", amount }, $"{Guid.CreateVersion7()}");
        refunded.Status.ShouldBe(HttpStatusCode.Created, refunded.Body.GetRawText());
    }

    /// <summary>Has the ledger compared with the provider's statement of today and yesterday, where that can be asked for.</summary>
    public abstract Task ReconcileAsync();

    /// <summary>Asks as people do: whoever gets no answer, or is told to come again, asks again under the same key.</summary>
    public async Task<Answer> CallAsync(HttpMethod method, string path, string token, object? body, string? key)
    {
        using var timer = new PeriodicTimer(Glance);
        var began = Stopwatch.GetTimestamp();
        var last = "nothing";
        do
        {
            try
            {
                var answer = await AskAsync(await EntranceAsync(), method, path, token, body, key);
                if (answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) && (answer.Status is not HttpStatusCode.Conflict || answer.Outcome is not ("idempotency.in_flight" or "idempotency.superseded")))
                {
                    return answer;
                }

                last = $"{answer.Status} {answer.Outcome}";
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // The host is dead, and another is on its way.
                last = exception.Message;
            }
        }
        while (!IsTooLong(began) && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"{method} {path} came to nothing within {Patience.TotalSeconds:0} s; at last it was {last}. The databases are busy with: {await BusyAsync()}. {await LastLinesAsync()}");
    }

    /// <summary>Starts the databases, the provider, and all hosts.</summary>
    protected abstract Task StartAsync();

    /// <summary>Buries a host, and starts it again.</summary>
    protected abstract Task ReplaceAsync(string host);

    /// <summary>Where people come to, when there is somebody.</summary>
    protected abstract Task<HttpClient> EntranceAsync();

    /// <summary>The database in which a module's tables are.</summary>
    protected abstract TestDatabase DatabaseOf(string module);

    /// <summary>How hosts are told to be, in whatever topology.</summary>
    protected Dictionary<string, string?> Settings() => new()
    {
        ["Roost:Tokens:SigningKey"] = SigningKey,
        ["Roost:Messaging:PollInterval"] = "00:00:00.250",
        // A database has one worker at a time, so nobody takes one for dead that is only slow.
        ["Roost:Messaging:HeartbeatInterval"] = "00:00:00.200",
        ["Roost:Messaging:WorkerTimeout"] = "00:00:00.600",
        ["Roost:RateLimits:Default:Permits"] = "1000000",
        ["Roost:RateLimits:SignIn:Permits"] = "1000000",
        ["Roost:RateLimits:Tenant:Permits"] = "1000000",
        ["Modules:notifications:MailFolder"] = _mails,
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        ["Logging:LogLevel:Roost.Messaging"] = "Information",
        ["DOTNET_ENVIRONMENT"] = "Development",
        // It lives for seconds: to compile anything a second time would never pay.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TC_CallCountingDelayMs"] = "EA60",
    };

    /// <summary>Ends a life, if it is one.</summary>
    protected static async Task EndAsync(Task<Life> life)
    {
        // One that did not begin has nothing to end, and has said why.
        await ((Task)life).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (life.IsCompletedSuccessfully ? (await life).DisposeAsync() : default);
    }

    private static async Task<Answer> AskAsync(HttpClient http, HttpMethod method, string path, string token, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await http.SendAsync(request);
        return new(answer.StatusCode, answer.Headers.Location?.OriginalString, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private bool IsTooLong(long began) => _isComplete && Stopwatch.GetElapsedTime(Math.Max(began, _completeSince)) > Patience;

    private async Task<Guid> StockAsync(long price)
    {
        var mug = new { sku = $"{Guid.CreateVersion7():N}", name = "Mug", description = "A mug.", price = new { amount = price, currency = "EUR" } };
        var product = await CallAsync(HttpMethod.Post, "/v1/products", Staff, mug, null);
        product.Status.ShouldBe(HttpStatusCode.Created, product.Body.GetRawText());
        var id = product.Body.GetProperty("id").GetGuid();
        var stock = await CallAsync(HttpMethod.Post, $"/v1/inventory/{id}/adjustments", Staff, new { delta = Delivered, reason = "Delivery" }, $"{Guid.CreateVersion7()}");
        stock.Status.ShouldBe(HttpStatusCode.OK, stock.Body.GetRawText());
        return id;
    }
}
