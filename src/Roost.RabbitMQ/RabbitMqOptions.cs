using System.ComponentModel.DataAnnotations;

namespace Roost.RabbitMQ;

/// <summary>By which broker events go from one database of a topology to another. Section <c>Roost:RabbitMq</c>.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:RabbitMq";

    /// <summary>Where it is: <c>amqp://user:password@host:5672/virtual-host</c>, or <c>amqps</c> for TLS. A secret.</summary>
    /// <value>The default is none: events go from host to host.</value>
    public string? Connection { get; set; }

    /// <summary>What the names of all queues begin with. Give each application its own where several share a virtual host.</summary>
    /// <value>The default is <c>roost</c>.</value>
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Use 1 to 40 lower-case letters, digits and hyphens.")]
    public string Prefix { get; set; } = "roost";
}
