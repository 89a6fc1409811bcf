using Roost.Gateway;
using Roost.Gateway.TestHost;
using Roost.Hosting;
using Roost.Security;
using Roost.Telemetry;

// One host of a topology, as any other: a gateway, or what stands behind it.
var builder = WebApplication.CreateSlimBuilder(args);
builder.AddRoost(roost =>
{
    // Only gateways are given a place to count in: hosts with modules would want a whole database.
    if (builder.Configuration["Roost:RateLimits:IsShared"] == "true")
    {
        roost.UseSecurity();
    }

    roost.UseTelemetry().UseGateway().AddModule<EchoModule>();
});
var app = builder.Build();
app.UseWebSockets();
app.UseRoost();
return await app.RunRoostAsync(args);
