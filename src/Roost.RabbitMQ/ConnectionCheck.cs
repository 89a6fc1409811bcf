using Microsoft.Extensions.Options;
using Roost.RabbitMQ.Connections;
using Roost.Startup;

namespace Roost.RabbitMQ;

/// <summary>Checks that what is said of the broker can be read. Whether it is there is no matter of the start: events wait until it is.</summary>
internal sealed class ConnectionCheck(IOptions<RabbitMqOptions> options) : IStartupCheck
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        try
        {
            Broker.Read(options.Value.Connection!);
        }
        catch (FormatException exception)
        {
            faults.Add(new(
                "RST141",
                $"Where RabbitMQ is cannot be read: {exception.Message}",
                $"{RabbitMqOptions.Section}:{nameof(RabbitMqOptions.Connection)}",
                "Write it as amqp://user:password@host:5672/virtual-host; what is none of letters and digits in the password as %XX."));
        }

        return default;
    }
}
