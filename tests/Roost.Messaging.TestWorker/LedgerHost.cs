using System.Globalization;
using Roost.Hosting;
using Roost.Messaging.TestWorker.Gates;
using Roost.Messaging.TestWorker.Voyages;

namespace Roost.Messaging.TestWorker;

/// <summary>The host of the ledger: in a process of its own it is there to be killed, in the test's it asks for work, and ends what the killed left.</summary>
public static class LedgerHost
{
    /// <summary>How wrong the clock of this host is set.</summary>
    public const string ClockOffset = "Ledger:ClockOffset";

    /// <summary>Whether this host has a schedule that comes every second.</summary>
    public const string Ticks = "Ledger:Ticks";

    /// <summary>The newest version of voyages that the code of this host has; none if it is not said.</summary>
    public const string Voyages = "Ledger:Voyages";

    /// <summary>Whether this host lets voyages come no further than they are to.</summary>
    public const string Holds = "Ledger:Holds";

    /// <summary>Whether this host wants the lock of the gate.</summary>
    public const string Gates = "Ledger:Gates";

    /// <summary>Makes one.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">What wins over the environment.</param>
    /// <param name="services">Adds services.</param>
    public static WebApplication Build(string[] arguments, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.Configuration.AddInMemoryCollection(settings);
        if (builder.Configuration[ClockOffset] is { } offset)
        {
            builder.Services.AddSingleton<TimeProvider>(new SkewedClock(TimeSpan.Parse(offset, CultureInfo.InvariantCulture)));
        }

        services?.Invoke(builder.Services);
        builder.AddRoost(roost =>
        {
            roost.AddModule<LedgerModule>();
            if (builder.Configuration.GetValue<bool>(Ticks))
            {
                roost.AddModule<TickerModule>();
            }

            if (builder.Configuration.GetValue<bool>(Gates))
            {
                roost.AddModule<GateModule>();
            }

            switch (builder.Configuration.GetValue<int>(Voyages))
            {
                case 1:
                    roost.AddModule<VoyagesBefore>();
                    break;
                case 2:
                    roost.AddModule<VoyagesNow>();
                    break;
            }
        });
        var application = builder.Build();
        application.UseRoost();
        return application;
    }
}
