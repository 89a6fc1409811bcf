using Bench.Contracts;
using Roost;
using Roost.Hosting;
using Roost.Operations;

const int WarmUps = 100;
const int Rounds = 501;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.AddRoost(roost => roost.AddModule<NoopModule>());
await using var app = builder.Build();
app.UseRoost();
await app.StartAsync();

var context = new CallContext(TenantId.New(), Principal.System, "bench");
return await app.Services.GetRequiredService<IOperations>().RunAsync(context, MeasureAsync, CancellationToken.None);

static async Task<int> MeasureAsync(IServiceProvider services, CancellationToken cancellationToken)
{
    INoop bare = new Noop();
    var client = services.GetRequiredService<INoop>();
    List<Round> bareRounds = [], clientRounds = [];
    for (var i = 0; i < WarmUps + Rounds; i++)
    {
        // Tiered compilation swaps code in from another thread: leave it the time before what counts.
        if (i < WarmUps)
        {
            await Task.Delay(20, cancellationToken);
        }

        clientRounds.Add(await Round.RunAsync(client));
        bareRounds.Add(await Round.RunAsync(bare));
    }

    var (b, c) = (Median(bareRounds), Median(clientRounds));
    Console.WriteLine($"{"",-28}{"ns/call",10}{"bytes/call",12}");
    Console.WriteLine($"{"bare call",-28}{b.Nanoseconds,10:0}{b.Bytes,12:0}");
    Console.WriteLine($"{"contract call",-28}{c.Nanoseconds,10:0}{c.Bytes,12:0}");
    var over = c.Nanoseconds - b.Nanoseconds;
    var holds = over <= 1000;
    Console.WriteLine($"{"over the bare call",-28}{over,10:0}{c.Bytes - b.Bytes,12:0}   bar: 1000 ns   {(holds ? "ok" : "MISSED")}");
    return holds ? 0 : 1;
}

static Round Median(List<Round> rounds)
{
    var counted = rounds[WarmUps..];
    return new(
        counted.Select(round => round.Nanoseconds).Order().ElementAt(Rounds / 2),
        counted.Select(round => round.Bytes).Order().ElementAt(Rounds / 2));
}
