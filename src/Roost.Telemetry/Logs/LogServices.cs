using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Roost.Hosting;
using Roost.Topology;

namespace Roost.Telemetry.Logs;

/// <summary>Puts our lines in the place of the framework's console log. Other providers that a host has added stay.</summary>
internal static class LogServices
{
    public static void Add(CapabilityContext context)
    {
        var services = context.Services;
        foreach (var console in services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
        {
            services.Remove(console);
        }

        services.AddLogging();
        services.TryAddSingleton(static _ => LogOutput.Standard());
        services.AddSingleton<ILoggerProvider>(Create);
        // Trace and span have fields of their own, which cost nothing until they are read; the factory would make a scope of them.
        services.Configure<LoggerFactoryOptions>(static options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        services.Configure<LoggerFilterOptions>(Quieten);
    }

    /// <summary>The framework tells of each step of each request; one line a request is ours to write.</summary>
    private static void Quieten(LoggerFilterOptions options)
    {
        // In front of all others: what the Logging section says of the same category counts.
        options.Rules.Insert(0, new(null, "Microsoft", LogLevel.Warning, null));
        options.Rules.Insert(0, new(null, "System.Net.Http", LogLevel.Warning, null));
        options.Rules.Insert(0, new(null, "Npgsql", LogLevel.Warning, null));
        options.Rules.Insert(0, new(null, "Microsoft.Hosting.Lifetime", LogLevel.Information, null));
    }

    private static LineLoggerProvider Create(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<TelemetryOptions>>().OrDefaults();
        var output = services.GetRequiredService<LogOutput>();
        var time = services.GetRequiredService<TimeProvider>();
        var isReadable = options.LogFormat is { } format
            ? format == LogFormat.Readable
            : services.GetRequiredService<IHostEnvironment>().IsDevelopment();
        ILineFormat lines = isReadable
            ? new ReadableLines(IsColoured(options.LogColor, output), time.LocalTimeZone)
            : new JsonLines(services.GetRequiredService<HostShape>().Name);
        return new LineLoggerProvider(lines, output, options.LogBufferBytes, time);
    }

    private static bool IsColoured(LogColor color, LogOutput output) => color switch
    {
        LogColor.Always => true,
        LogColor.Never => false,
        // https://no-color.org: present and not empty.
        _ => output.IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };
}
