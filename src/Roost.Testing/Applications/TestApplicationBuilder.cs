using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Roost.Security.Tokens;
using Roost.Telemetry.Logs;
using Roost.Testing.Databases;

namespace Roost.Testing.Applications;

/// <summary>Says how a <see cref="TestApplication{TProgram}"/> is to be, and starts it.</summary>
/// <typeparam name="TProgram">The application's <c>Program</c> class.</typeparam>
public sealed class TestApplicationBuilder<TProgram>
    where TProgram : class
{
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Roost:Tokens:SigningKey"] = SigningKeyPem.Create(),
        ["environment"] = "Development",
        // Kestrel alone would take port 5000, which one application at a time can have.
        ["urls"] = "http://127.0.0.1:0",
    };

    private readonly List<Action<IServiceCollection>> _overrides = [];

    /// <summary>Sets a configuration key, over everything else.</summary>
    public TestApplicationBuilder<TProgram> With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    /// <summary>Leads the application to a database.</summary>
    public TestApplicationBuilder<TProgram> With(TestDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        foreach (var (key, value) in database.Settings)
        {
            _settings[key] = value;
        }

        return this;
    }

    /// <summary>Replaces services of the application.</summary>
    public TestApplicationBuilder<TProgram> WithServices(Action<IServiceCollection> replace)
    {
        _overrides.Add(replace);
        return this;
    }

    /// <summary>Lets a clock decide what time it is.</summary>
    public TestApplicationBuilder<TProgram> With(TimeProvider clock) => WithServices(services => services.AddSingleton(clock));

    /// <summary>Starts the application. It answers when this returns.</summary>
    public TestApplication<TProgram> Start() => new(new WebApplicationFactory<TProgram>().WithWebHostBuilder(host =>
    {
        foreach (var (key, value) in _settings)
        {
            host.UseSetting(key, value);
        }

        host.ConfigureTestServices(services =>
        {
            // Standard output is the test runner's, which reports on it; log lines that go past Console.Out would tear its own.
            services.AddSingleton(new LogOutput(Console.OpenStandardError()));
            _overrides.ForEach(replace => replace(services));
        });
    }));

    /// <summary>Runs one of the application's commands, such as <c>migrate</c>, as a process of its own.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it printed.</exception>
    public Task<string> RunAsync(string command, CancellationToken cancellationToken = default) =>
        HostCommandProcess.RunAsync(typeof(TProgram).Assembly.Location, command, _settings, cancellationToken);
}
