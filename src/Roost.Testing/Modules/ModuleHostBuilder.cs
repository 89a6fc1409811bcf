using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Roost.EntityFramework;
using Roost.EntityFramework.Migrations;
using Roost.Hosting;
using Roost.Model;
using Roost.Modules;
using Roost.Postgres;
using Roost.Postgres.Embedded;
using Roost.Postgres.Schema;
using Roost.Security;
using Roost.Security.Tokens;
using Roost.Testing.Databases;

namespace Roost.Testing.Modules;

/// <summary>Says how a <see cref="ModuleHost"/> is to be, and starts it.</summary>
/// <typeparam name="TModule">The module.</typeparam>
public sealed class ModuleHostBuilder<TModule>(PostgresServer server)
    where TModule : Module, new()
{
    private readonly List<Action<RoostBuilder>> _roost = [];
    private readonly List<Action<IServiceCollection>> _overrides = [];
    private readonly Dictionary<string, string?> _settings = [];

    /// <summary>Puts a fake in the place of a contract that the module uses.</summary>
    public ModuleHostBuilder<TModule> Fake<TContract>(TContract fake)
        where TContract : class
    {
        _roost.Add(roost => roost.Provide(_ => fake));
        return this;
    }

    /// <summary>Adds another module to the image, for instance one of the test's own that publishes what this one handles.</summary>
    /// <typeparam name="TOther">The other module.</typeparam>
    public ModuleHostBuilder<TModule> WithModule<TOther>()
        where TOther : Module, new()
    {
        _roost.Add(static roost => roost.AddModule<TOther>());
        return this;
    }

    /// <summary>Replaces services of the host, for instance by <c>services.AddSingleton&lt;TimeProvider&gt;(clock)</c>, or adds policies.</summary>
    public ModuleHostBuilder<TModule> WithServices(Action<IServiceCollection> replace)
    {
        _overrides.Add(replace);
        return this;
    }

    /// <summary>Sets a configuration key.</summary>
    public ModuleHostBuilder<TModule> With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Starts the module. Its tables are migrated once for all tests and copied for each.</summary>
    public async Task<ModuleHost> StartAsync(CancellationToken cancellationToken = default)
    {
        var database = await server.CreateAsync($"module {typeof(TModule).FullName}", MigrateAsync, cancellationToken);
        try
        {
            return await StartAsync(database, cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private async Task<ModuleHost> StartAsync(TestDatabase database, CancellationToken cancellationToken)
    {
        var settings = database.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        await using (var probe = Build(settings))
        {
            if (probe.Services.GetRequiredService<ApplicationModel>().Facts<DatabaseFact>().Any())
            {
                settings[$"{PostgresOptions.Section}:{nameof(PostgresOptions.App)}"] = await CreateRoleAsync(probe.Services, database, cancellationToken);
            }
        }

        var application = Build(settings);
        try
        {
            application.UseRoost();
            await application.StartAsync(cancellationToken);
            return new ModuleHost(application, database);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>The application's role as production's migration would make it for an image with this one module.</summary>
    private static async Task<string> CreateRoleAsync(IServiceProvider services, TestDatabase database, CancellationToken cancellationToken)
    {
        var role = await database.CreateRoleAsync(services.GetRequiredService<ApplicationModel>().Modules[0].Name, cancellationToken);
        var roles = SchemaRoles.From(new() { App = role.ConnectionString, System = services.GetRequiredService<IOptions<PostgresOptions>>().Value.System });
        await using var owner = await database.OpenAsync(ClusterRole.Owner, cancellationToken);
        await services.GetRequiredService<ModuleMigrations>().GrantAsync(owner, roles, cancellationToken);
        return role.ConnectionString;
    }

    private async Task MigrateAsync(TestDatabase template)
    {
        await using var application = Build(template.Settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        await application.Services.GetRequiredService<ModuleMigrations>().ApplyAsync(CancellationToken.None);
    }

    private WebApplication Build(Dictionary<string, string?> database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(database);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Roost:Tokens:SigningKey"] = SigningKeyPem.Create(),
            // No load balancer has to notice that it goes.
            ["Roost:Edge:DrainDelay"] = "00:00:00",
        });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.AddRoost(roost =>
        {
            roost.UseSecurity().AddModule<TModule>();
            _roost.ForEach(add => add(roost));
        });
        _overrides.ForEach(replace => replace(builder.Services));
        return builder.Build();
    }
}
