using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bench.Remote;
using Roost.Hosting;
using Roost.Hosting.Commands;
using Roost.Operations;
using Roost.Remoting;

// Without arguments it measures: it starts itself once more as the host that is called, and is the one that calls.
const int Rounds = 7;
const int Calls = 5_000;
const int AtATime = 64;
var second = TimeSpan.FromSeconds(3);

if (args is ["callee"])
{
    var callee = Build(new Dictionary<string, string?>());
    return await callee.RunRoostAsync([]);
}

var (caller, other) = (NewKey(), NewKey());
var (publicPort, internalPort, ownPort) = (FreePort(), FreePort(), FreePort());
var file = Path.GetTempFileName();
await File.WriteAllTextAsync(file, $$"""
    { "hosts": {
        "caller": { "roles": ["api", "worker"], "modules": ["caller"], "port": {{ownPort}} },
        "callee": { "roles": ["api", "worker"], "modules": ["callee"], "port": {{publicPort}}, "internalPort": {{internalPort}} } } }
    """);
using var process = StartCallee();
try
{
    await using var far = Build(new Dictionary<string, string?>
    {
        ["Roost:Host:Topology"] = file,
        ["Roost:Host:Name"] = "caller",
        ["Roost:Trust:Key"] = caller.Private,
        ["Roost:Trust:Hosts:callee"] = other.Public,
    });
    await using var near = Build(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0" });
    await far.StartAsync();
    await near.StartAsync();
    await AnswersAsync(publicPort);
    return await MeasureAsync(new Callers(far.Services.GetRequiredService<IOperations>()), new Callers(near.Services.GetRequiredService<IOperations>()));
}
finally
{
    process.Kill();
    await process.WaitForExitAsync();
    File.Delete(file);
}

async Task<int> MeasureAsync(Callers far, Callers near)
{
    // Tiered compilation of both processes.
    for (var i = 0; i < 3; i++)
    {
        await far.RateAsync(AtATime, second);
        await near.TimesAsync(Calls);
    }

    List<double> over = [], rates = [], tails = [];
    for (var round = 0; round < Rounds; round++)
    {
        var (there, here) = (await far.TimesAsync(Calls), await near.TimesAsync(Calls));
        over.Add(Median(there) - Median(here));
        tails.Add(there.Order().ElementAt(Calls * 99 / 100));
        rates.Add(await far.RateAsync(AtATime, second));
    }

    var (overhead, rate) = (Median(over), Median(rates));
    Console.WriteLine($"{"far call over a near one, median, µs",-44}{overhead,8:0}   bar: 250   {(overhead <= 250 ? "ok" : "MISSED")}");
    Console.WriteLine($"{"far call, p99, µs",-44}{Median(tails),8:0}");
    Console.WriteLine($"{$"far calls a second, {AtATime} at a time",-44}{rate,8:0}   bar: 15000 {(rate >= 15_000 ? "ok" : "MISSED")}");
    return overhead <= 250 && rate >= 15_000 ? 0 : 1;
}

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted[sorted.Length / 2];
}

static WebApplication Build(Dictionary<string, string?> settings)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Configuration.AddInMemoryCollection(settings);
    builder.Logging.ClearProviders();
    builder.AddRoost(roost => roost.UseRemoting().AddModule<CalleeModule>().AddModule<CallerModule>());
    var app = builder.Build();
    app.UseRoost();
    return app;
}

Process StartCallee()
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(INoop).Assembly.Location, "callee"]);
    foreach (var (key, value) in new Dictionary<string, string>
    {
        ["Roost__Host__Topology"] = file,
        ["Roost__Host__Name"] = "callee",
        ["Roost__Trust__Key"] = other.Private,
        ["Roost__Trust__Hosts__caller"] = caller.Public,
    })
    {
        start.Environment[key] = value;
    }

    return Process.Start(start)!;
}

static async Task AnswersAsync(int port)
{
    using var http = new HttpClient();
    using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
    while (true)
    {
        try
        {
            // Whatever it answers: it listens.
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"), patience.Token);
            return;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
        }

        await Task.Delay(50, patience.Token);
    }
}

static (string Private, string Public) NewKey()
{
    using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    return (Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()));
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
