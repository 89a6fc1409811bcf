using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Tenants.Contracts;
using Shop.Webhooks;
using Shop.Webhooks.Histories;

namespace Shop.Tests.Webhooks;

/// <summary>The webhooks module alone, and a merchant who has messages sent to a system of their own.</summary>
internal sealed class WebhookDesk : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private WebhookDesk(ModuleHost host, WebhookReceiver receiver, Street street)
    {
        _host = host;
        street.Shop = Tenant;
        Receiver = receiver;
        Owner = CreateClient(Tenant, Roles.Owner);
    }

    public TenantId Tenant { get; } = TenantId.New();

    public WebhookReceiver Receiver { get; }

    public HttpClient Owner { get; }

    /// <param name="server">The tests' server.</param>
    /// <param name="allowed">Whether messages may go to this machine.</param>
    /// <param name="attemptTimeout">How long the receiver gets.</param>
    /// <param name="settings">Further keys of the configuration.</param>
    public static async Task<WebhookDesk> OpenAsync(
        PostgresServer server, bool allowed = true, string attemptTimeout = "00:00:15", params (string Key, string Value)[] settings)
    {
        var street = new Street();
        var builder = new ModuleHostBuilder<WebhooksModule>(server)
            .WithModule<PublisherModule>()
            .Fake<ITenants>(street)
            .With("Modules:webhooks:AttemptTimeout", attemptTimeout)
            .With("Roost:Messaging:PollInterval", "00:00:00.050")
            .WithServices(services => services.AddAuthorizationBuilder()
                .AddPolicy(Policies.Owner, policy => policy.RequireRole(Roles.Owner))
                .AddPolicy(Policies.Staff, policy => policy.RequireRole(Roles.Owner, Roles.Staff)));
        foreach (var (key, value) in settings)
        {
            builder.With(key, value);
        }

        if (allowed)
        {
            builder.With("Modules:webhooks:AllowedNetworks:0", "127.0.0.0/8");
        }

        return new(await builder.StartAsync(), await WebhookReceiver.StartAsync(), street);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await _host.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    public HttpClient CreateClient(TenantId tenant, string role) => _host.CreateClient(tenant, Guid.CreateVersion7(), role);

    /// <summary>Does work inside the module, as the merchant's tenant or another.</summary>
    public Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work, TenantId? tenant = null) => _host.RunAsync(tenant ?? Tenant, work);

    /// <summary>Has messages sent to the merchant's system.</summary>
    public async Task<(string Path, string Secret)> CreateAsync(string? url = null, HttpClient? owner = null, params string[] eventTypes)
    {
        using var answer = await (owner ?? Owner).PostAsJsonAsync(
            "/v1/webhook-endpoints", new { url = url ?? Receiver.Address.AbsoluteUri, eventTypes = eventTypes.Length > 0 ? eventTypes : ["order.confirmed"] });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return (answer.Headers.Location!.OriginalString, (string)body["secret"]!);
    }

    /// <summary>Sends a test message, and waits for its first attempt to be over.</summary>
    public async Task<Guid> TestAsync(string endpoint)
    {
        var body = await PostAsync($"{endpoint}/test", HttpStatusCode.Accepted);
        await _host.Database.SettledAsync();
        return (Guid)body!["id"]!;
    }

    /// <summary>Lets the time pass until the next attempt, and waits for it to be over.</summary>
    public async Task NextAttemptAsync()
    {
        await using var superuser = await _host.Database.OpenAsync(ClusterRole.Superuser);
        (await superuser.ExecuteAsync("UPDATE roost.job SET state = 1, run_at = clock_timestamp() WHERE state = 0")).ShouldBe(1, "One job waits for its next attempt.");
        await _host.Database.SettledAsync();
    }

    /// <summary>Has all that is too old cleared away, as every night.</summary>
    public async Task ClearHistoriesAsync()
    {
        await _host.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(null, Principal.System, "test"), new ClearAllHistories(new(2026, 11, 5)));
        await SettledAsync();
    }

    public Task SettledAsync() => _host.Database.SettledAsync();

    public async Task<IReadOnlyList<T>> LookAsync<T>(string sql)
    {
        await using var superuser = await _host.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql)).AsList();
    }

    /// <summary>An endpoint's deliveries, newest first.</summary>
    public async Task<JsonArray> HistoryAsync(string endpoint) => (await Owner.GetFromJsonAsync<JsonNode>($"{endpoint}/deliveries"))!["items"]!.AsArray();

    /// <summary>An endpoint's only delivery in short: its status and reason, and those of its attempts.</summary>
    public async Task<string> OutcomeAsync(string endpoint)
    {
        var delivery = (await HistoryAsync(endpoint)).ShouldHaveSingleItem()!;
        var attempts = delivery["attempts"]!.AsArray().Select(attempt => $"{attempt!["statusCode"]} {attempt["error"]}".Trim());
        return $"{delivery["status"]} {delivery["reason"]}".Trim() + $": {string.Join(", ", attempts)}";
    }

    public async Task<JsonNode?> PostAsync(string path, HttpStatusCode expected)
    {
        using var answer = await Owner.PostAsync(path, content: null);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonNode>();
    }

    /// <summary>The shops that there are: one.</summary>
    private sealed class Street : ITenants
    {
        public TenantId Shop { get; set; }

        public Task<IReadOnlyList<TenantSnapshot>> ListAsync(ListTenants request, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<TenantSnapshot>>([new(Shop.Value, "shop", "A shop")]);

        public Task<Result<TenantSnapshot>> FindAsync(FindTenant request, CancellationToken cancellationToken) => throw new InvalidOperationException("Webhooks look for no shop.");

        public Task<Result<TenantSnapshot>> OpenAsync(OpenTenant request, CancellationToken cancellationToken) => throw new InvalidOperationException("Webhooks open no shop.");
    }
}
