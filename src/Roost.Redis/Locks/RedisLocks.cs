using System.Globalization;
using Roost.Locks;
using StackExchange.Redis;

namespace Roost.Redis.Locks;

/// <summary>
/// Holds locks in Redis. A server that loses what it had (a crash, a replica that takes over) lets a second holder in, whom only the fencing token tells apart.
/// </summary>
internal sealed class RedisLocks(RedisServer server) : ILockStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The token is the time in microseconds, and never as low as one before that the server or this host knows of: so it grows also where the server has forgotten the last one.
    private const string Take = """
        if redis.call('EXISTS', KEYS[1]) == 1 then return false end
        local now = redis.call('TIME')
        local last = tonumber(redis.call('GET', KEYS[2]) or '0')
        local token = string.format('%.0f', math.max(last + 1, ARGV[2] + 1, now[1] * 1000000 + now[2]))
        redis.call('SET', KEYS[2], token)
        redis.call('SET', KEYS[1], token, 'PX', ARGV[1])
        return token
        """;

    private const string Keep = """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        return redis.call('PEXPIRE', KEYS[1], ARGV[2])
        """;

    private const string Release = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
        return 0
        """;

    private long _highest;

    public async Task<long?> TryTakeAsync(string name, TimeSpan lease, CancellationToken cancellationToken)
    {
        var token = await AskAsync(Take, [KeyOf(name), LastToken], [Milliseconds(lease), Volatile.Read(ref _highest)], cancellationToken);
        return token.IsNull ? null : Seen(long.Parse((string)token!, CultureInfo.InvariantCulture));
    }

    public async Task<bool> KeepAsync(string name, long token, TimeSpan lease, CancellationToken cancellationToken) =>
        (long)await AskAsync(Keep, [KeyOf(name)], [token, Milliseconds(lease)], cancellationToken) == 1;

    public Task ReleaseAsync(string name, long token, CancellationToken cancellationToken) => AskAsync(Release, [KeyOf(name)], [token], cancellationToken);

    private long Seen(long token)
    {
        for (var highest = Volatile.Read(ref _highest); highest < token; highest = Volatile.Read(ref _highest))
        {
            Interlocked.CompareExchange(ref _highest, token, highest);
        }

        return token;
    }

    // In braces what a cluster goes by: all of them are on one of its servers.
    private RedisKey LastToken => $"{{{server.Prefix}:locks}}";

    private RedisKey KeyOf(string name) => $"{{{server.Prefix}:locks}}:{name}";

    private static RedisValue Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private Task<RedisResult> AskAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        // The whole script each time: it is short, and a server that was started again does not know it.
        server.AskAsync(database => database.ScriptEvaluateAsync(script, keys, values, CommandFlags.NoScriptCache), Patience, cancellationToken);
}
