using Roost.Gateway;
using Roost.Gateway.TestHost;
using Roost.Hosting;
using Roost.Telemetry;

// One host of a topology, as any other: a gateway, or what stands behind it.
var builder = WebApplication.CreateSlimBuilder(args);
builder.AddRoost(roost => roost.UseTelemetry().UseGateway().AddModule<EchoModule>());
var app = builder.Build();
app.UseWebSockets();
app.UseRoost();
return await app.RunRoostAsync(args);
