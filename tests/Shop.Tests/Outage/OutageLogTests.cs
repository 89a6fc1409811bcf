using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Roost;
using Roost.Testing.Applications;

namespace Shop.Tests.Outage;

/// <summary>What the log says while the database is away: enough to know, and not a stack for each of a million requests.</summary>
public sealed class OutageLogTests : IAsyncLifetime
{
    private readonly TenantId _tenant = TenantId.New();
    private readonly LogNotes _log = new();
    private OutageServer? _server;
    private TestApplication<Program>? _shop;

    public async ValueTask InitializeAsync()
    {
        _server = await OutageServer.OpenAsync();
        _shop = _server.Shop!.With("Logging:LogLevel:Default", "Information").WithServices(services => services.AddSingleton<ILoggerProvider>(_log)).Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _shop!.DisposeAsync();
        await _server!.DisposeAsync();
    }

    [Fact]
    public async Task Each_request_that_it_fails_is_one_warning_without_a_stack_and_the_outage_itself_two_lines()
    {
        using var staff = _shop!.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);
        (await staff.GetAsync("/v1/products")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _log.WithAsync(1, note => note.IsOfRequest);
        _log.Forget();

        await _server!.StopAsync();
        var failed = await FailAsync();
        await _log.WithAsync(1, note => note.IsOfDependency);
        await _server!.StartAsync();
        await _log.WithAsync(2, note => note.IsOfDependency);
        (await staff.GetAsync("/v1/products")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var notes = await _log.WithAsync(failed + 1, note => note.IsOfRequest);

        var warnings = notes.Where(note => note.Level >= LogLevel.Warning && !note.IsOfDependency).ToList();
        warnings.ShouldAllBe(note => note.Level == LogLevel.Warning && note.IsOfRequest && note.Message.Contains(" 503 ") && note.Message.Contains("postgres.unavailable, "));
        warnings.Count.ShouldBe(failed);
        notes.ShouldAllBe(note => note.Exception == null);
        notes.Where(note => note.IsOfDependency).Select(note => (note.Level, note.Message.Split(':')[0])).ShouldBe(
            [(LogLevel.Warning, "postgres is away, and the host not ready until it is back"), (LogLevel.Information, "postgres is back")]);
    }

    private async Task<int> FailAsync()
    {
        var failed = 0;
        foreach (var send in Requests())
        {
            // The first one may meet a connection that was open; the second opens its own.
            for (var time = 1; time <= 2; time++)
            {
                using var answer = await send();
                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
                failed++;
            }
        }

        return failed;
    }

    private IEnumerable<Func<Task<HttpResponseMessage>>> Requests()
    {
        var visitor = _shop!.CreateClient("acme");
        var staff = _shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Staff);
        var customer = _shop.CreateClient(_tenant, Guid.CreateVersion7(), Roles.Customer);
        yield return () => staff.GetAsync("/v1/products");
        yield return () => staff.GetAsync("/v1/products?q=mug");
        yield return () => staff.GetAsync($"/v1/inventory/{Guid.CreateVersion7()}");
        yield return () => staff.PostAsJsonAsync("/v1/products", new { sku = "MUG", name = "Mug", description = "A mug.", price = new { amount = 1999, currency = "EUR" } });
        yield return () => staff.SendAsync(Keyed($"/v1/inventory/{Guid.CreateVersion7()}/adjustments", new { delta = 1, reason = "Delivery" }));
        yield return () => visitor.GetAsync("/v1/products");
        yield return () => visitor.PostAsJsonAsync("/v1/auth/login", new { email = "ada@example.com", password = "a long enough password" });
        yield return () => customer.GetAsync("/v1/orders");
        yield return () => customer.SendAsync(Keyed(
            "/v1/orders", new { lines = new[] { new { productId = Guid.CreateVersion7(), quantity = 1 } }, payment = new { method = "pm_ok" } }));
    }

    private static HttpRequestMessage Keyed(string path, object body) =>
        new(HttpMethod.Post, path) { Headers = { { "Idempotency-Key", "key" } }, Content = JsonContent.Create(body) };
}
