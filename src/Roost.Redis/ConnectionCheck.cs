using Microsoft.Extensions.Options;
using Roost.Startup;

namespace Roost.Redis;

/// <summary>Checks that what is said of the server can be read. Whether it is there is no matter of the start: hosts do without it for a while.</summary>
internal sealed class ConnectionCheck(IOptions<RedisOptions> options) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        try
        {
            RedisServer.Read(options.Value.Connection!);
        }
        catch (FormatException exception)
        {
            faults.Add(new(
                "RST140",
                $"Where Redis is cannot be read: {exception.Message}",
                $"{RedisOptions.Section}:{nameof(RedisOptions.Connection)}",
                "Write it as host:port, and behind commas what else there is to say, such as password=… and ssl=true."));
        }

        return default;
    }
}
