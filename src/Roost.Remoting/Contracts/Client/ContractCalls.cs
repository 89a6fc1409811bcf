using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Contracts.Client;

/// <summary>How patient calls to other hosts are, where operators do not say otherwise.</summary>
internal static class ContractCalls
{
    /// <summary>The section that operators say it in, by the name of the contract.</summary>
    public const string Section = "Roost:Contracts";

    /// <summary>More of both than for third parties: the hosts are one application, and most calls have a deadline of their own.</summary>
    private static readonly CallSettings Settings = new()
    {
        Timeout = TimeSpan.FromSeconds(60),
        AttemptTimeout = TimeSpan.FromSeconds(30),
        FirstDelay = TimeSpan.FromMilliseconds(50),
        Concurrency = 512,
        BreakerWindow = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(2),
    };

    /// <summary>What holds where operators say otherwise. An attempt is given no more time than the whole call.</summary>
    public static CallSettings With(CallOptions options)
    {
        var settings = Settings.With(options);
        return settings with { AttemptTimeout = settings.AttemptTimeout < settings.Timeout ? settings.AttemptTimeout : settings.Timeout };
    }
}
