using Roost.Health;

namespace Roost.Redis;

/// <summary>Says when Redis is away. What is shared there is shared no more then, and the host serves nevertheless.</summary>
internal sealed class RedisCheck(RedisServer server) : IDependencyCheck
{
    public string Name => "redis";

    public bool IsRequired => false;

    public async Task<DependencyState> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await server.AskAsync(static database => database.PingAsync(), IDependencyCheck.TimeLimit / 2, cancellationToken);
            return DependencyState.Up;
        }
        catch (RedisAwayException exception)
        {
            return DependencyState.Down($"{exception.Message}.");
        }
    }
}
