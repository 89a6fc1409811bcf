using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Messaging.Events;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Testing.Databases;
using Roost.Testing.Modules;
using Shop.Orders.Contracts;
using Shop.Payments.Contracts;
using Shop.Reports;
using Shop.Reports.Rebuilds;
using Shop.Tenants.Contracts;

namespace Shop.Tests.Reports;

/// <summary>The reports module alone, told of events and asked for reports.</summary>
internal sealed class ReportsDesk : IAsyncDisposable
{
    private readonly ModuleHost _host;

    private ReportsDesk(ModuleHost host, Books books)
    {
        _host = host;
        Books = books;
        Staff = CreateClient(Tenant);
    }

    public TenantId Tenant { get; } = TenantId.New();

    public Books Books { get; }

    public HttpClient Staff { get; }

    public static async Task<ReportsDesk> OpenAsync(PostgresServer server)
    {
        var books = new Books();
        var builder = new ModuleHostBuilder<ReportsModule>(server)
            .WithModule<PublisherModule>()
            .Fake<IOrders>(books)
            .Fake<IPayments>(books)
            .Fake<ITenants>(books)
            .WithServices(services => services.AddAuthorizationBuilder().AddPolicy(Policies.Staff, policy => policy.RequireRole(Roles.Owner, Roles.Staff)));
        return new(await builder.StartAsync(), books);
    }

    public async ValueTask DisposeAsync()
    {
        Staff.Dispose();
        await _host.DisposeAsync();
    }

    public HttpClient CreateClient(TenantId tenant) => _host.CreateClient(tenant, Guid.CreateVersion7(), Roles.Staff);

    /// <summary>Publishes an event, and waits until it was handled.</summary>
    public async Task TellAsync<TEvent>(TEvent integrationEvent)
        where TEvent : notnull
    {
        await _host.RunAsync(Tenant, services => Task.FromResult(services.GetRequiredService<IEvents>().Publish(integrationEvent)));
        await SettledAsync();
    }

    /// <summary>Rebuilds the days up to one, and waits until that is done.</summary>
    public Task RebuildAsync(DateOnly day) => SendAsync(Tenant, new RebuildSales(day));

    /// <summary>Sends a job, and waits until it and what it has asked for is over, without a dead letter.</summary>
    public async Task SendAsync<TJob>(TenantId? tenant, TJob job)
        where TJob : notnull
    {
        await _host.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(tenant, Principal.System, "test"), job);
        await SettledAsync();
    }

    public async Task<IReadOnlyList<T>> LookAsync<T>(string sql)
    {
        await using var superuser = await _host.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql)).AsList();
    }

    public async Task ReplayAsync(string subscription)
    {
        (await _host.Services.GetRequiredService<IEventReplay>().ReplayAsync(subscription, DateTimeOffset.UtcNow.AddHours(-1))).IsSuccess.ShouldBeTrue();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await LookAsync<bool>("SELECT bool_and(position IS NULL) FROM roost.event_subscription")).Single())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        await SettledAsync();
    }

    /// <summary>The report in short: day, orders/cancelled, gross - refunded = net.</summary>
    public async Task<string[]> ReportAsync(string query = "from=2026-11-01&to=2026-11-30", HttpClient? staff = null)
    {
        var report = (await (staff ?? Staff).GetFromJsonAsync<JsonNode>($"/v1/reports/sales?{query}"))!;
        return [.. report["days"]!.AsArray().Select(day =>
            $"{day!["day"]} {day["orders"]}/{day["cancelled"]} {day["gross"]!["amount"]}-{day["refunded"]!["amount"]}={day["net"]!["amount"]} {day["gross"]!["currency"]}")];
    }

    /// <summary>What is refused, and why, as field and message.</summary>
    public async Task<string> RefusalAsync(string query)
    {
        using var answer = await Staff.GetAsync($"/v1/reports/sales?{query}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        return string.Join(", ", (await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsObject().Select(error => $"{error.Key}: {error.Value![0]}"));
    }

    private async Task SettledAsync()
    {
        await _host.Database.SettledAsync();
        (await LookAsync<string>("SELECT error FROM roost.job_error")).ShouldBeEmpty();
    }
}
