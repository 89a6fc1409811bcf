using Roost.Hosting;
using Roost.Messaging.TestWorker;

// A worker as any other, for tests to kill.
var builder = WebApplication.CreateSlimBuilder(args);
builder.AddRoost(roost =>
{
    roost.AddModule<LedgerModule>();
    if (builder.Configuration.GetValue<bool>("Ticks"))
    {
        roost.AddModule<TickerModule>();
    }
});
var app = builder.Build();
app.UseRoost();
return await app.RunRoostAsync(args);
