using Microsoft.Extensions.DependencyInjection;
using Roost.EntityFramework.Migrations;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.Messaging.Tests.Model;

/// <summary>A host with the queue's tables and no worker: whatever is done to jobs, a test does it.</summary>
internal static class EmptyQueue
{
    public static Task<ModuleHost> StartAsync(PostgresServer server) => new ModuleHostBuilder<ChoresModule>(server)
        .WithServices(services => services.AddSingleton<ModuleMigrations>())
        .With("Roost:Host:Roles", "api")
        .StartAsync();
}
