using Microsoft.Extensions.DependencyInjection;
using Roost.Configuration;
using Roost.Health;
using Roost.Hosting;
using Roost.Messaging.Adding;
using Roost.Messaging.Broadcasts;
using Roost.Messaging.Declaration;
using Roost.Messaging.DomainEvents;
using Roost.Messaging.Events;
using Roost.Messaging.Events.Declaration;
using Roost.Messaging.Events.Delivery;
using Roost.Messaging.Events.Publishing;
using Roost.Messaging.Events.Schema;
using Roost.Messaging.Events.Transport;
using Roost.Messaging.Jobs;
using Roost.Messaging.Monitoring;
using Roost.Messaging.Sagas;
using Roost.Messaging.Sagas.Declaration;
using Roost.Messaging.Sagas.Driving;
using Roost.Messaging.Sagas.Schema;
using Roost.Messaging.Sagas.Starting;
using Roost.Messaging.Schedules;
using Roost.Messaging.Schema;
using Roost.Messaging.Steering;
using Roost.Messaging.Store;
using Roost.Messaging.Streams.Appending;
using Roost.Messaging.Streams.Declaration;
using Roost.Messaging.Streams.Projecting;
using Roost.Messaging.Streams.Schema;
using Roost.Messaging.Waking;
using Roost.Messaging.Workers;
using Roost.Postgres;
using Roost.Postgres.Connections;
using Roost.Postgres.Schema;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Messaging;

/// <summary>Gives a host durable jobs. Modules bring it along with the jobs that they declare.</summary>
public sealed class MessagingCapability : ICapability
{
    /// <inheritdoc/>
    public void Register(CapabilityContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        new PostgresCapability().Register(context);
        var services = context.Services;
        services.AddCheckedOptions<MessagingOptions>(MessagingOptions.Section);
        services.AddSingleton<ISchemaPart, MessagingSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{MessagingSchema.Part}", "3", "Roost.Messaging"));
        services.AddSingleton<ISchemaPart, SchedulesSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{SchedulesSchema.Part}", "1", "Roost.Messaging"));
        services.AddSingleton<JobCatalogue>();
        services.AddSingleton<IStartupCheck, JobsCheck>();
        services.AddSingleton<IStartupCheck, SchedulesCheck>();
        services.AddSingleton<DatabaseTrouble>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton<LimitStore>();
        services.AddSingleton<ScheduleStore>();
        services.AddSingleton<QueueSignals>();
        services.AddSingleton<Notifications>();
        services.AddHostedService(static provider => provider.GetRequiredService<Notifications>());
        services.AddSingleton<WakeUps>();
        services.AddScoped<IJobs, OperationJobs>();
        services.AddScoped<IJobMonitor, JobMonitor>();
        services.AddSingleton<JobStreams>();
        services.AddSingleton<IJobSender, JobSender>();
        services.AddSingleton(static provider => new JobViews(() => provider.GetRequiredService<DataSources>().System));
        services.AddSingleton(static provider => new JobSteering(() => provider.GetRequiredService<DataSources>().System, provider.GetRequiredService<WakeUps>().Wake));
        services.AddSingleton(static provider => new EventSteering(() => provider.GetRequiredService<DataSources>().System, provider.GetRequiredService<WakeUps>().Wake));
        services.AddSingleton(static provider => new SagaSteering(() => provider.GetRequiredService<DataSources>().System, provider.GetRequiredService<WakeUps>().Wake));
        RegisterEvents(services);
        RegisterStreams(services);
        RegisterBroadcasts(context);
        RegisterSagas(services);
        if (context.Shape.Is(HostRoles.Worker))
        {
            services.AddSingleton<OutboxPulse>();
            services.AddSingleton<SubscriptionLags>();
            services.AddSingleton<IDependencyCheck, OutboxCheck>();
            services.AddHostedService<OutboxWorker>();
            services.AddSingleton<SagaStore>();
            services.AddSingleton<StepRunner>();
            services.AddSingleton<SagaDriver>();
            services.AddHostedService<SagaWaker>();
            RegisterFollowers(services);
            services.AddSingleton<JobRunner>();
            services.AddSingleton<FailureReport>();
            services.AddSingleton<QueueAges>();
            services.AddSingleton<QueueCensus>();
            services.AddSingleton<IDependencyCheck, QueueCheck>();
            services.AddHostedService<NotificationListener>();
            services.AddSingleton(new ConnectionsApart("queues", 1));
            services.AddSingleton<QueueKeeper>();
            services.AddHostedService<JobWorker>();
            services.AddHostedService<Scheduler>();
        }
    }

    private static void RegisterEvents(IServiceCollection services)
    {
        services.AddSingleton<ISchemaPart, EventsSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{EventsSchema.Part}", "1", "Roost.Messaging"));
        services.AddSingleton<EventCatalogue>();
        services.AddSingleton<IStartupCheck, EventsCheck>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<IEventReplay, EventReplay>();
        services.AddSingleton<IEventInbox, EventInbox>();
        services.AddScoped<IEvents, OperationEvents>();
        services.AddSingleton<DomainHandlers>();
        services.AddSingleton<IStartupCheck, DomainEventsCheck>();
        services.AddScoped<IDomainEvents, OperationDomainEvents>();
    }

    private static void RegisterSagas(IServiceCollection services)
    {
        services.AddSingleton<ISchemaPart, SagasSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{SagasSchema.Part}", "1", "Roost.Messaging"));
        services.AddSingleton<SagaCatalogue>();
        services.AddSingleton<IStartupCheck, SagasCheck>();
        services.AddScoped<ISagas, OperationSagas>();
    }

    private static void RegisterStreams(IServiceCollection services)
    {
        services.AddSingleton<ISchemaPart, StreamsSchema>();
        services.AddSingleton(new ExpectedVersion($"roost.{StreamsSchema.Part}", "1", "Roost.Messaging"));
        services.AddSingleton<StreamCatalogue>();
        services.AddSingleton<IStartupCheck, StreamsCheck>();
        services.AddScoped<StreamAppender>();
        services.AddScoped<InlineProjections>();
        services.AddSingleton(static provider => new StreamSteering(() => provider.GetRequiredService<DataSources>().System, provider.GetRequiredService<WakeUps>().Wake));
    }

    private static void RegisterFollowers(IServiceCollection services)
    {
        services.AddSingleton<FollowStore>();
        services.AddSingleton<GenerationStore>();
        services.AddSingleton<BehindStore>();
        services.AddSingleton<TenantBatches>();
        services.AddSingleton<FollowerSteps>();
        services.AddSingleton<LateTenants>();
        services.AddSingleton<RetiredGenerations>();
        services.AddSingleton<FollowerLags>();
        services.AddSingleton<IDependencyCheck, StreamsHealth>();
        services.AddHostedService<FollowWorker>();
    }

    private static void RegisterBroadcasts(CapabilityContext context)
    {
        var services = context.Services;
        services.AddSingleton<BroadcastHub>();
        services.AddSingleton<IBroadcastSender>(static provider => provider.GetRequiredService<BroadcastHub>());
        services.AddScoped<IBroadcasts, OperationBroadcasts>();
        // A capability that the host named before may have brought another.
        if (!services.Any(service => service.ServiceType == typeof(IBroadcastTransport)))
        {
            services.AddSingleton<IBroadcastTransport, PostgresBroadcasts>();
            if (context.Model.Facts<BroadcastFact>().Any(heard => context.Shape.Activates(heard.Module)))
            {
                services.AddSingleton(new ConnectionsApart("broadcasts", 1));
            }
        }

        services.AddHostedService<BroadcastDelivery>();
        services.AddHostedService<BroadcastTraffic>();
    }
}
