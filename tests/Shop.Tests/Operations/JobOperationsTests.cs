using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Shop.Tests.Operations;

/// <summary>The operators' interface to jobs, as the running Shop serves it.</summary>
public sealed class JobOperationsTests(RunningShop shop) : IClassFixture<RunningShop>, IDisposable
{
    private const string Bury =
        """
        INSERT INTO roost.job_dead (added_at, timeout_ms, id, tenant_id, priority, attempt, max_attempts, crashes, queue, kind, envelope, payload, error, errors)
        VALUES (now(), 1000, @id, @tenant, 0, 10, 10, 0, 'email', 'orders.tell-customer', '{"k":1,"c":"asked-here"}', '{"orderId":"019b76da-a801-7000-8000-000000000001"}', 'orders.broken: It is broken.',
            '[{"at":"2026-01-02T03:04:05Z","attempt":10,"error":"orders.broken: It is broken."}]')
        RETURNING id
        """;

    // Of a version that no worker knows, so that nobody goes on with it.
    private const string Park =
        """
        WITH job AS (
            INSERT INTO roost.job (id, tenant_id, run_at, timeout_ms, priority, state, attempt, max_attempts, queue, kind, envelope, payload)
            VALUES (@id, @tenant, '9000-01-01', 1000, 0, 0, 0, 100, 'default', 'orders.former.v1', '{"k":1}', ''))
        INSERT INTO roost.saga (id, tenant_id, keep, version, name, key, parked_at, stuck_at, error, progress, state)
        VALUES (@id, @tenant, '1 day', 1, 'orders.former', 'seven', now(), 'capture', 'payments.broken', '{"done":["reserve"],"begun":["capture"],"undone":[],"failures":20}', '{"orderId":"7"}')
        RETURNING id
        """;

    private readonly HttpClient _operator = shop.Application.CreateClient(null, Guid.CreateVersion7(), Roles.Operator);

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task An_operator_finds_a_dead_letter_of_any_shop_and_only_show_tells_its_payload()
    {
        var id = Guid.CreateVersion7();
        await shop.LookAsync<Guid>(Bury, new { id, tenant = shop.GlobexId.Value });

        var list = await _operator.GetStringAsync($"/v1/ops/jobs?state=dead&tenant={shop.GlobexId.Value}");
        var shown = (await _operator.GetFromJsonAsync<JsonObject>($"/v1/ops/jobs/{id}"))!;

        list.ShouldContain($"{id}");
        list.ShouldNotContain("orderId");
        ((string)shown["payload"]!["orderId"]!).ShouldBe("019b76da-a801-7000-8000-000000000001");
        ((string)shown["correlationId"]!).ShouldBe("asked-here");
        ((string)shown["failures"]![0]!["error"]!).ShouldBe("orders.broken: It is broken.");
        using var discarded = await _operator.DeleteAsync($"/v1/ops/jobs/dead/{id}");
        discarded.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var gone = await _operator.GetAsync($"/v1/ops/jobs/{id}");
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operator_finds_a_saga_that_waits_for_people_and_lets_it_go_on_behind_what_was_done_by_hand()
    {
        var id = Guid.CreateVersion7();
        await shop.LookAsync<Guid>(Park, new { id, tenant = shop.GlobexId.Value });

        var list = await _operator.GetStringAsync($"/v1/ops/sagas?state=parked&tenant={shop.GlobexId.Value}");
        var shown = (await _operator.GetFromJsonAsync<JsonObject>($"/v1/ops/sagas/{id}"))!;

        list.ShouldContain($"{id}");
        list.ShouldNotContain("orderId");
        ((string)shown["content"]!["orderId"]!).ShouldBe("7");
        using var resumed = await _operator.PostAsync($"/v1/ops/sagas/{id}/resume", null);
        resumed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.LookAsync<string>("SELECT progress->>'done' FROM roost.saga WHERE id = @id", new { id })).ShouldBe(["[\"reserve\", \"capture\"]"]);
        using var again = await _operator.PostAsync($"/v1/ops/sagas/{id}/resume", null);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var unknown = await _operator.PostAsync($"/v1/ops/sagas/{Guid.CreateVersion7()}/retry", null);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_operator_pauses_a_queue_and_lets_it_go_on()
    {
        using var paused = await _operator.PostAsync("/v1/ops/jobs/queues/reports/pause", null);
        paused.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PausedAsync()).ShouldContain("reports");

        using var resumed = await _operator.PostAsync("/v1/ops/jobs/queues/reports/resume", null);
        resumed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await PausedAsync()).ShouldNotContain("reports");
    }

    [Theory]
    [InlineData("GET", "/v1/ops/jobs?state=done", "state")]
    [InlineData("GET", "/v1/ops/jobs?state=nowhere", "state")]
    [InlineData("GET", "/v1/ops/jobs?cursor=bad", "cursor")]
    [InlineData("GET", "/v1/ops/sagas?state=done", "state")]
    [InlineData("GET", "/v1/ops/sagas?limit=1001", "limit")]
    [InlineData("GET", "/v1/ops/jobs?limit=201", "limit")]
    [InlineData("POST", "/v1/ops/jobs/dead/retry", "kind")]
    [InlineData("POST", "/v1/ops/jobs/dead/retry?kind=a&most=1001", "most")]
    [InlineData("POST", "/v1/ops/jobs/queues/!admit/pause", "queue")]
    public async Task What_is_wrong_with_a_request_is_said_by_name(string method, string path, string field)
    {
        using var request = new HttpRequestMessage(new(method), path);
        using var answer = await _operator.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
    }

    private async Task<IEnumerable<string>> PausedAsync() =>
        (await _operator.GetFromJsonAsync<JsonArray>("/v1/ops/jobs/queues"))!.Where(queue => queue!["pausedAt"] is not null).Select(queue => (string)queue!["queue"]!);
}
