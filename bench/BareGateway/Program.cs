using Yarp.ReverseProxy.Configuration;

// The proxy that Roost's gateway is made of, and nothing else: no tokens, limits, tenants, deadlines, log lines, metrics or traces. BENCH_TARGET is the address behind it.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning);
var target = Environment.GetEnvironmentVariable("BENCH_TARGET") ?? throw new InvalidOperationException("BENCH_TARGET is not set. gateway.sh sets it to the address of Shop.");
builder.Services.AddReverseProxy().LoadFromMemory(
    [new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new() { Path = "{**path}" } }],
    [new ClusterConfig { ClusterId = "shop", Destinations = new Dictionary<string, DestinationConfig> { ["shop"] = new() { Address = target } } }]);
var app = builder.Build();
app.MapReverseProxy();
app.Run();
