namespace Bench.Queue.Phases;

/// <summary>Who takes part.</summary>
/// <param name="Key">How it is named on the command line.</param>
/// <param name="Name">How it is named in the tables.</param>
/// <param name="Program">What its agents are, and their first arguments.</param>
/// <param name="Settings">What its agents find in their environment.</param>
internal sealed record Contestant(string Key, string Name, string[] Program, IReadOnlyDictionary<string, string> Settings)
{
    public const string Roost = "roost";
    public const string Memory = "memory";
    public const string Fsync = "fsync";
    public const string Postgres = "postgres";

    /// <summary>All of them, with what queue.sh says of the servers.</summary>
    public static IReadOnlyList<Contestant> All()
    {
        var bullmq = Path.Combine(Said("BENCH_BULLMQ"), "agent.mjs");
        return
        [
            new(Roost, "Roost", ["dotnet", typeof(Contestant).Assembly.Location], new Dictionary<string, string>()),
            OnRedis(Memory, "BullMQ, Redis that keeps nothing on disk", "BENCH_REDIS_MEMORY"),
            OnRedis("snapshots", "BullMQ, Redis as Debian sets it", "BENCH_REDIS_SNAPSHOTS"),
            OnRedis(Fsync, "BullMQ, Redis with appendfsync always", "BENCH_REDIS_FSYNC"),
            new(Postgres, "BullMQ, PostgreSQL", ["node", bullmq], new Dictionary<string, string>
            {
                ["BULLMQ_POSTGRES"] = Said("BENCH_POSTGRES"),
                ["BULLMQ_CONCURRENCY"] = Said("BENCH_POSTGRES_CONCURRENCY"),
                ["BULLMQ_POOL"] = Said("BENCH_POSTGRES_POOL"),
            }),
        ];

        Contestant OnRedis(string key, string name, string port) => new(key, name, ["node", bullmq], new Dictionary<string, string>
        {
            ["BULLMQ_REDIS"] = Said(port),
            ["BULLMQ_CONCURRENCY"] = Said("BENCH_REDIS_CONCURRENCY"),
        });
    }

    private static string Said(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set. Start it by bench/run queue.");
}
