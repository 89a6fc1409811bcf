using Bench.Edge;
using Roost.Hosting;
using Roost.Security;
using Roost.Telemetry;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddRoost(roost => roost
    .UseTelemetry()
    .UseSecurity()
    .AddModule<ItemsModule>());

var app = builder.Build();
app.UseRoost();
return await app.RunRoostAsync(args);
