using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Roost.Testing.Applications;
using Roost.Testing.Databases;
using Shop.Tests.Imports;

namespace Shop.Tests.Jobs;

/// <summary>How a job is shown, followed and cancelled: a long one, which can be stopped on its way by whoever holds one of its products.</summary>
public sealed class JobTests(JobTests.Desk desk) : IClassFixture<JobTests.Desk>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_stream_shows_progress_and_ends_with_the_job()
    {
        var sku = await CreateAsync(1500);
        var holder = await desk.HoldAsync($"{sku}-1500");
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 2500));
        using var patience = new CancellationTokenSource(Patience);
        List<(string Type, JsonElement Job)> events = [];

        await foreach (var one in desk.FollowAsync(job, patience.Token))
        {
            events.Add(one);
            if (one.Job.GetProperty("state").GetString() == "running" && DoneOf(one.Job) == 1000)
            {
                await holder.DisposeAsync();
            }
        }

        events[..^1].ShouldAllBe(one => one.Type == "status");
        var (type, last) = events[^1];
        type.ShouldBe("over");
        last.GetProperty("state").GetString().ShouldBe("done");
        last.GetProperty("kind").GetString().ShouldBe("catalog.import-products");
        last.GetProperty("progress").GetProperty("total").GetInt64().ShouldBe(2500);
        last.GetProperty("result").GetProperty("created").GetInt32().ShouldBe(2499);
        events.Select(one => DoneOf(one.Job)).ShouldBeInOrder();
        events.Select(one => one.Job.GetRawText()).ShouldBeUnique();

        // What is over is shown as before, and a stream of it has one event.
        (await desk.AsAcme.GetFromJsonAsync<JsonElement>(job)).GetRawText().ShouldBe(last.GetRawText());
        (await desk.EndOfAsync(job)).GetRawText().ShouldBe(last.GetRawText());
    }

    [Fact]
    public async Task A_stream_outlives_the_time_that_other_requests_have()
    {
        var sku = await CreateAsync(0);
        await using var holder = await desk.HoldAsync($"{sku}-0");
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 1));
        await desk.IsHeldAsync(holder);
        var end = desk.EndOfAsync(job);

        // Whoever changes the product waits as the job does, and is told when the time is up.
        var product = (await desk.LookAsync<Guid>("SELECT id FROM catalog.products WHERE sku = @sku", new { sku = $"{sku}-0" })).Single();
        using var change = new HttpRequestMessage(HttpMethod.Patch, $"/v1/products/{product}") { Content = JsonContent.Create(new { name = "Changed" }) };
        change.Headers.Add("If-Match", "*");
        using var late = await desk.AsAcme.SendAsync(change);
        late.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        end.IsCompleted.ShouldBeFalse();
        await holder.CloseAsync();

        (await end).GetProperty("state").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task A_running_job_is_cancelled_and_keeps_what_it_has_committed()
    {
        var sku = await CreateAsync(1500);
        await using var holder = await desk.HoldAsync($"{sku}-1500");
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 2500));
        await desk.IsHeldAsync(holder);

        using var cancelled = await desk.AsAcme.DeleteAsync(job);

        cancelled.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await desk.EndOfAsync(job)).GetProperty("state").GetString().ShouldBe("cancelled");
        (await desk.LookAsync<long>("SELECT count(*) FROM catalog.products WHERE sku LIKE @like", new { like = $"{sku}-%" })).ShouldBe([1001]);
        using var again = await desk.AsAcme.DeleteAsync(job);
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_job_that_waits_is_cancelled_at_once()
    {
        var sku = await CreateAsync(0);
        await using var holder = await desk.HoldAsync($"{sku}-0");
        var first = await desk.TakenAsync(ImportDesk.Lines(sku, 1));
        await desk.IsHeldAsync(holder);
        var second = await desk.TakenAsync(ImportDesk.Lines(sku, 2));

        using var cancelled = await desk.AsAcme.DeleteAsync(second);

        cancelled.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await desk.AsAcme.GetFromJsonAsync<JsonElement>(second)).GetProperty("state").GetString().ShouldBe("cancelled");
        await holder.CloseAsync();
        (await desk.EndOfAsync(first)).GetProperty("state").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task A_job_that_has_failed_for_good_says_so_and_no_more_than_everybody_may_know()
    {
        var sku = await CreateAsync(0);
        await using var holder = await desk.HoldAsync($"{sku}-0");
        await desk.TakenAsync(ImportDesk.Lines(sku, 1));
        await desk.IsHeldAsync(holder);
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 2));
        await desk.LookAsync<int>("DELETE FROM catalog.imports WHERE job_id = @id", new { id = Guid.Parse(job.Split('/')[^1]) });

        await holder.CloseAsync();

        var dead = await desk.EndOfAsync(job);
        dead.GetProperty("state").GetString().ShouldBe("dead");
        dead.GetProperty("error").GetProperty("code").GetString().ShouldBe("catalog.import_gone");
        dead.GetProperty("error").GetProperty("message").GetString()!.ShouldNotContain("uploaded");
    }

    [Fact]
    public async Task A_job_of_another_shop_is_not_found_followed_or_cancelled()
    {
        var job = await desk.TakenAsync(ImportDesk.Header);

        using var shown = await desk.AsGlobex.GetAsync(job);
        using var followed = await ImportDesk.OpenStreamAsync(desk.AsGlobex, job);
        using var cancelled = await desk.AsGlobex.DeleteAsync(job);

        foreach (var answer in new[] { shown, followed, cancelled })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await ImportDesk.CodeOfAsync(answer)).ShouldBe("jobs.not_found");
        }

        (await desk.EndOfAsync(job)).GetProperty("state").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task A_tenant_has_so_many_streams_and_gets_its_place_back_when_one_is_closed()
    {
        var sku = await CreateAsync(0);
        await using var holder = await desk.HoldAsync($"{sku}-0");
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 1));
        using var one = await ImportDesk.OpenStreamAsync(desk.AsAcme, job);
        using var two = await ImportDesk.OpenStreamAsync(desk.AsAcme, job);

        using (var three = await ImportDesk.OpenStreamAsync(desk.AsAcme, job))
        {
            three.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            (await ImportDesk.CodeOfAsync(three)).ShouldBe("jobs.too_many_streams");
        }

        one.Dispose();
        two.Dispose();
        await holder.CloseAsync();
        (await OpenAgainAsync(job)).ShouldBe(HttpStatusCode.OK);
    }

    private static long DoneOf(JsonElement job) => job.TryGetProperty("progress", out var progress) ? progress.GetProperty("done").GetInt64() : 0;

    /// <summary>Opens a stream as soon as the server has noticed that others were closed.</summary>
    private async Task<HttpStatusCode> OpenAgainAsync(string job)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var answer = await ImportDesk.OpenStreamAsync(desk.AsAcme, job, patience.Token);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return answer.StatusCode;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Makes a product that can be held, past the Shop, which has little time for its first answers.</summary>
    private async Task<string> CreateAsync(int number)
    {
        var sku = ImportDesk.CreateSku();
        await desk.LookAsync<int>(
            """
            INSERT INTO catalog.products (id, tenant_id, sku, name, description, price_amount, price_currency, created_at, version)
            VALUES (@id, @tenant, @sku, 'Held', 'Held.', 1, 'EUR', now(), 1)
            """,
            new { id = Guid.CreateVersion7(), tenant = desk.AcmeId.Value, sku = $"{sku}-{number}" });
        return sku;
    }

    /// <summary>A Shop with little patience and few places.</summary>
    public sealed class Desk(PostgresServer server) : ImportDesk(server)
    {
        public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

        protected override void Adjust(TestApplicationBuilder<Program> builder)
        {
            base.Adjust(builder);
            builder.With("Roost:Edge:RequestTimeout", $"{RequestTimeout}").With("Roost:Messaging:MaxStreamsPerTenant", "2");
        }
    }
}
