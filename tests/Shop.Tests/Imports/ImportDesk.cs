using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Roost;
using Roost.Postgres.Embedded;
using Roost.Testing.Applications;
using Roost.Testing.Databases;

namespace Shop.Tests.Imports;

/// <summary>The whole Shop, and staff who import products and follow how that goes.</summary>
public class ImportDesk(PostgresServer server) : RunningShop(server)
{
    public const int MaxFile = 16 << 20;
    public const string Header = "sku,name,description,price,currency\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private HttpClient? _acme;
    private HttpClient? _globex;

    internal HttpClient AsAcme => _acme!;

    internal HttpClient AsGlobex => _globex!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _acme = Application.CreateClient(AcmeId, Guid.CreateVersion7(), Roles.Staff);
        _globex = Application.CreateClient(GlobexId, Guid.CreateVersion7(), Roles.Staff);
    }

    public override async ValueTask DisposeAsync()
    {
        _acme?.Dispose();
        _globex?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Adjust(TestApplicationBuilder<Program> builder) => builder.With("Modules:catalog:MaxImportBytes", $"{MaxFile}");

    /// <summary>A product's number that no other test has.</summary>
    internal static string CreateSku() => $"{Guid.CreateVersion7():N}"[12..];

    internal static HttpContent Csv(string text, string type = "text/csv") => new StringContent(text, Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    /// <summary>Sends a file.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpContent file, string? key = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/catalog/imports") { Content = file };
        request.Headers.Add("Idempotency-Key", key ?? $"{Guid.CreateVersion7()}");
        request.Headers.TransferEncodingChunked = chunked;
        // Whoever is refused by the length hears it before the line is cut.
        request.Headers.ExpectContinue = true;
        return await _acme!.SendAsync(request);
    }

    /// <summary>Sends a file that is taken in.</summary>
    /// <returns>Where to ask how it goes.</returns>
    internal async Task<string> TakenAsync(string csv)
    {
        using var answer = await SendAsync(Csv(csv));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.Headers.Location!.OriginalString.ShouldBe($"/v1/jobs/{job.GetProperty("jobId").GetGuid()}");
        return answer.Headers.Location.OriginalString;
    }

    /// <summary>Sends a file that is taken in, and waits for the end of its job.</summary>
    internal async Task<JsonElement> ImportAsync(string csv) => await EndOfAsync(await TakenAsync(csv));

    /// <summary>Imports a file, whose job succeeds.</summary>
    internal async Task<JsonElement> ResultOfAsync(string csv)
    {
        var job = await ImportAsync(csv);
        job.GetProperty("state").GetString().ShouldBe("done", job.GetRawText());
        return job.GetProperty("result");
    }

    /// <summary>What a job's stream says last.</summary>
    internal async Task<JsonElement> EndOfAsync(string job)
    {
        using var patience = new CancellationTokenSource(Patience);
        JsonElement last = default;
        await foreach (var (_, data) in FollowAsync(job, patience.Token))
        {
            last = data;
        }

        return last;
    }

    /// <summary>What a job's stream says, until it ends.</summary>
    internal async IAsyncEnumerable<(string Type, JsonElement Job)> FollowAsync(string job, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await OpenStreamAsync(_acme!, job, cancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return (item.EventType, JsonElement.Parse(item.Data));
        }
    }

    internal static async Task<HttpResponseMessage> OpenStreamAsync(HttpClient client, string job, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, job);
        request.Headers.Accept.ParseAdd("text/event-stream");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The code of a problem.</summary>
    internal static async Task<string> CodeOfAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;

    /// <summary>Keeps everybody from changing a product, until the connection is closed: an import that comes to it stays there.</summary>
    internal async Task<NpgsqlConnection> HoldAsync(string sku)
    {
        var connection = await Database.OpenAsync(ClusterRole.Superuser);
        await connection.ExecuteAsync("BEGIN; SELECT FROM catalog.products WHERE sku = @sku FOR UPDATE", new { sku });
        return connection;
    }

    /// <summary>Waits until somebody waits for the one who holds.</summary>
    internal async Task IsHeldAsync(NpgsqlConnection holder)
    {
        await using var looker = await Database.OpenAsync(ClusterRole.Superuser);
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await looker.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE @holder = ANY (pg_blocking_pids(pid)))", new { holder = holder.ProcessID }))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Lines of as many products, with numbers that count up behind a prefix.</summary>
    internal static string Lines(string prefix, int count, int from = 0)
    {
        var lines = new StringBuilder(Header);
        for (var i = from; i < from + count; i++)
        {
            lines.Append($"{prefix}-{i},Mug {i},\"A mug, number {i}.\",{100 + i},EUR\n");
        }

        return lines.ToString();
    }
}
