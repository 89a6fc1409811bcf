using System.Net;
using System.Net.Http.Json;
using Roost.Security.Tokens;
using Roost.Testing.Applications;
using Roost.Testing.Databases;

namespace Shop.Tests.Imports;

/// <summary>Workers that are killed in the middle of an import.</summary>
public sealed class CrashTests(CrashTests.Desk desk) : IClassFixture<CrashTests.Desk>
{
    [Fact]
    public async Task A_worker_that_is_killed_leaves_an_import_that_another_goes_on_with_and_no_line_counts_twice()
    {
        var sku = ImportDesk.CreateSku();
        using var answer = await desk.AsAcme.PostAsJsonAsync("/v1/products", new { sku = $"{sku}-4500", name = "Held", description = "Held.", price = new { amount = 1, currency = "EUR" } });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var holder = await desk.HoldAsync($"{sku}-4500");
        var job = await desk.TakenAsync(ImportDesk.Lines(sku, 10_000) + "wrong\n");

        await using (desk.StartWorker())
        {
            await desk.IsHeldAsync(holder);
        }

        // Four batches were committed, and the fifth was not.
        (await desk.LookAsync<long>("SELECT count(*) FROM catalog.import_batches")).ShouldBe([7]);
        await holder.DisposeAsync();
        await using var second = desk.StartWorker();

        var result = (await desk.EndOfAsync(job)).GetProperty("result");
        $"{result.GetProperty("lines")}: {result.GetProperty("created")}, {result.GetProperty("updated")}, {result.GetProperty("failed")}".ShouldBe("10001: 9999, 1, 1");
        result.GetProperty("errors").GetArrayLength().ShouldBe(1);
        (await desk.LookAsync<string>("SELECT version || ': ' || count(*) FROM catalog.products WHERE sku LIKE @like GROUP BY version ORDER BY version", new { like = $"{sku}-%" }))
            .ShouldBe(["1: 9999", "2: 1"]);
    }

    /// <summary>A Shop that answers, and leaves the work to others.</summary>
    public sealed class Desk(PostgresServer server) : ImportDesk(server)
    {
        protected override void Adjust(TestApplicationBuilder<Program> builder)
        {
            base.Adjust(builder);
            builder.With("Roost:Host:Roles", "api");
        }

        internal ShopWorker StartWorker() => ShopWorker.Start(new Dictionary<string, string>(Database.Settings)
        {
            ["Roost:Host:Roles"] = "worker",
            ["Roost:Tokens:SigningKey"] = SigningKeyPem.Create(),
            ["Roost:Messaging:HeartbeatInterval"] = "00:00:00.300",
            ["Roost:Messaging:WorkerTimeout"] = "00:00:02",
            ["Modules:payments:ProviderUrl"] = Sandbox.Address.AbsoluteUri,
            ["Modules:notifications:MailFolder"] = Path.GetTempPath(),
            ["Logging:LogLevel:Default"] = "Error",
            ["environment"] = "Development",
            ["urls"] = "http://127.0.0.1:0",
        });
    }
}
