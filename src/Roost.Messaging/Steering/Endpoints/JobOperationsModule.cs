using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Messaging.Steering.Endpoints;

/// <summary>The operators' interface, as a module: its endpoints are limited, validated, described and served like all others.</summary>
[Module("job-operations")]
internal sealed class JobOperationsModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Add(new NeedsMessaging())
        .Endpoints<QueueEndpoints>()
        .Endpoints<DeadLetterEndpoints>()
        .Endpoints<JobEndpoints>()
        .Endpoints<SagaEndpoints>()
        .Services(static services => services.AddScoped<OperatorLog>().AddSingleton<IStartupCheck, JobOperationsCheck>());

    private sealed record NeedsMessaging : INeedsCapability
    {
        public ICapability CreateCapability() => new MessagingCapability();
    }
}
