using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Hosting.Commands;
using Roost.Startup;

namespace Roost.Hosting;

/// <summary>Runs a host or one of its commands.</summary>
public static class RoostRunExtensions
{
    private const int Failure = 1;
    // sysexits.h: configuration error. A supervisor that restarts on crashes can tell that restarting will not help.
    private const int ConfigurationFailure = 78;

    /// <summary>
    /// Serves until told to stop, or runs the command that <paramref name="args"/> begins with.
    /// Start-up faults go to standard error, all together.
    /// </summary>
    /// <returns>0; 1 if something failed; 78 if the configuration is at fault; 64 for an unknown command.</returns>
    public static async Task<int> RunRoostAsync(this WebApplication application, string[] args)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(args);
        await using var _ = application;
        try
        {
            if (args is [var name, ..] && !name.StartsWith('-'))
            {
                return await RunCommandAsync(application, name, args[1..]);
            }

            // Before the host starts, which would log the report as an exception with its stack.
            await application.Services.GetRequiredService<StartupReport>().RunAsync(CancellationToken.None);
            await application.RunAsync();
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ConfigurationFailure;
        }
        catch (HostCommandException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failure;
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} Stop the other program, or choose another address with ASPNETCORE_URLS.");
            return Failure;
        }
    }

    private static async Task<int> RunCommandAsync(WebApplication application, string name, string[] arguments)
    {
        var commands = application.Services.GetServices<IHostCommand>().ToList();
        if (commands.Find(command => command.Name == name) is not { } command)
        {
            await Console.Error.WriteLineAsync($"There is no command '{name}'. Without a command the host serves; with one:");
            foreach (var known in commands.OrderBy(known => known.Name, StringComparer.Ordinal))
            {
                await Console.Error.WriteLineAsync($"  {known.Name,-14} {known.Description}");
            }

            return 64;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return await command.RunAsync(arguments, stop.Token);
        }
        catch (OperationCanceledException exception) when (stop.IsCancellationRequested)
        {
            throw new HostCommandException($"'{name}' was stopped before it was done.", exception);
        }

        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
