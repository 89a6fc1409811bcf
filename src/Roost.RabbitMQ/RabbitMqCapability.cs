using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Health;
using Roost.Hosting;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Transport;
using Roost.RabbitMQ.Connections;
using Roost.RabbitMQ.Publishing;
using Roost.RabbitMQ.Receiving;
using Roost.Remoting.Contracts.Events;
using Roost.Startup;
using Roost.Topology;

namespace Roost.RabbitMQ;

/// <summary>Puts a broker between the databases of a topology.</summary>
public sealed class RabbitMqCapability : ICapability
{
    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Hosts were not given a way to each other before: <c>UseRemoting</c> comes first.</exception>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.Services;
        services.AddCheckedOptions<RabbitMqOptions>(RabbitMqOptions.Section);
        if (context.Shape.Topology is not { } topology || string.IsNullOrWhiteSpace(context.Configuration[$"{RabbitMqOptions.Section}:{nameof(RabbitMqOptions.Connection)}"]))
        {
            return;
        }

        if (services.All(service => service.ServiceType != typeof(IEventParcels)))
        {
            throw new InvalidOperationException("UseRabbitMq stands behind UseRemoting in Program.cs: events that go by the broker are signed with the keys by which hosts know each other.");
        }

        services.AddSingleton<IStartupCheck, ConnectionCheck>();
        services.AddSingleton<EventsAreSigned>();
        services.AddSingleton<Broker>();
        services.AddSingleton<IDependencyCheck, BrokerCheck>();
        services.AddSingleton<EventPublisher>();
        foreach (var database in EventRoutes.OtherDatabases(context.Model, context.Shape))
        {
            services.AddSingleton<IEventTransport>(provider => new BrokerTransport(
                database, provider.GetRequiredService<Broker>(), provider.GetRequiredService<IEventParcels>(), provider.GetRequiredService<EventPublisher>()));
        }

        if (context.Shape.Is(HostRoles.Worker) && context.Shape.StoredFacts<SubscriptionFact>().Any() && topology.Hosts.Any(host => host.Database != topology.Self.Database))
        {
            services.AddSingleton<EventReceipt>();
            services.AddHostedService<EventConsumer>();
        }
    }
}
