using Microsoft.Extensions.Options;
using Roost.Security.RateLimits;
using Roost.Security.RateLimits.Shared;
using StackExchange.Redis;

namespace Roost.Redis.RateLimits;

/// <summary>Counts in Redis. A window is a key that ends by itself.</summary>
internal sealed class RedisCounter(RedisServer server, IOptions<RateLimitOptions> options) : IRateLimitCounter
{
    private const string Take = """
        local permits, wanted = tonumber(ARGV[1]), tonumber(ARGV[3])
        local taken = redis.call('GET', KEYS[1])
        if not taken then
            local granted = math.min(wanted, permits)
            redis.call('SET', KEYS[1], granted, 'PX', ARGV[2])
            return {granted, permits - granted, tonumber(ARGV[2])}
        end
        taken = tonumber(taken)
        local granted = math.max(math.min(wanted, permits - taken), 0)
        if granted > 0 then redis.call('INCRBY', KEYS[1], granted) end
        return {granted, math.max(permits - taken - granted, 0), redis.call('PTTL', KEYS[1])}
        """;

    // No request waits longer for being counted.
    private readonly TimeSpan _patience = options.Value.StorePatience;

    public async Task<TakenPermits> TakeAsync(RateLimitKey key, RateLimit limit, int wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limit);
        RedisKey[] keys = [$"{server.Prefix}:rate:{key.Policy}:{(key.IsVisitor ? "visitor" : "known")}:{key.Caller:x}"];
        RedisValue[] values = [limit.Permits, (long)limit.Window.TotalMilliseconds, wanted];
        try
        {
            var taken = (RedisValue[])(await server.AskAsync(database => database.ScriptEvaluateAsync(Take, keys, values, CommandFlags.NoScriptCache), _patience, cancellationToken))!;
            return new((int)taken[0], (int)taken[1], TimeSpan.FromMilliseconds((long)taken[2]));
        }
        catch (RedisAwayException exception)
        {
            // What is late is told from what is away by what was thrown first.
            throw new CounterAwayException(exception.Message, exception.InnerException!);
        }
    }

    public Task ClearAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
