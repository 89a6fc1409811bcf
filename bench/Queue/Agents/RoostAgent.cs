using System.Globalization;
using Roost.EntityFramework.Migrations;
using Roost.Hosting;
using Roost.Messaging.Jobs;
using Roost.Telemetry;

namespace Bench.Queue.Agents;

/// <summary>Roost's producer and worker: hosts as anybody would write them. Connection strings and the server's settings come from queue.sh.</summary>
internal static class RoostAgent
{
    // How often a worker says how far it is.
    private static readonly TimeSpan Saying = TimeSpan.FromMilliseconds(20);

    public static async Task<int> MigrateAsync()
    {
        await using var app = Build("api");
        await app.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
        return 0;
    }

    public static async Task<int> ProduceAsync()
    {
        await using var app = Build("api");
        await app.StartAsync();
        await using var database = new QueueDatabase(app.Configuration);
        var producer = new Producer(app.Services.GetRequiredService<IJobSender>());
        Wire.Say("ready");
        await foreach (var asked in Wire.AskedAsync())
        {
            Wire.Say(asked switch
            {
                ["about"] => await database.AboutAsync(),
                ["clear"] => await database.ClearAsync(),
                ["size"] => await database.SizeAsync(),
                ["hold"] => await database.HoldAsync(),
                ["let-go"] => await database.LetGoAsync(),
                ["left"] => await database.LeftAsync(),
                ["add", var count, var flight, var seconds] => await producer.AddAsync(Number(count), Number(flight), Number(seconds)),
                ["bulk", var count, var chunk, var flight] => await producer.AddManyAsync(Number(count), Number(chunk), Number(flight)),
                ["flood", var count, var chunk] => await producer.FloodAsync(Number(count), Number(chunk)),
                ["trickle", var rate, var seconds, var stamp, var tenants] => await producer.TrickleAsync(Number(rate), Number(seconds), stamp == "1", Number(tenants)),
                ["pace", var rate, var seconds, var stamp] => await producer.PaceAsync(Number(rate), Number(seconds), stamp == "1"),
                _ => throw new InvalidOperationException($"Nobody knows how to '{string.Join(' ', asked)}'."),
            });
        }

        await app.StopAsync();
        return 0;
    }

    public static async Task<int> WorkAsync()
    {
        await using var app = Build("worker");
        var tally = app.Services.GetRequiredService<Tally>();
        await app.StartAsync();
        Wire.Say("ready");
        var asked = UntilNobodyAsksAsync();
        var said = 0L;
        while (!asked.IsCompleted)
        {
            if (tally.Begun is var begun && begun > said)
            {
                said = begun;
                Wire.Say($"begun {Clock.Microseconds} {begun}");
            }

            await Task.Delay(Saying);
        }

        await app.StopAsync();
        Wire.Say($"latencies {tally.Latencies()}");
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task UntilNobodyAsksAsync()
    {
        await foreach (var _ in Wire.AskedAsync())
        {
        }
    }

    private static WebApplication Build(string role)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Roost:Host:Roles"] = role;
        builder.Services.AddSingleton<Tally>();
        // The module has no entities, and so nothing else brings the migrations along.
        builder.Services.AddSingleton<ModuleMigrations>();
        builder.AddRoost(roost => roost.UseTelemetry().AddModule<NoopModule>());
        var app = builder.Build();
        app.UseRoost();
        return app;
    }
}
