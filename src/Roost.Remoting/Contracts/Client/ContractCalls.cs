using Roost.Remoting.Calls.Declaration;

namespace Roost.Remoting.Contracts.Client;

/// <summary>How patient calls to other hosts are, where operators do not say otherwise.</summary>
internal static class ContractCalls
{
    /// <summary>The section that operators say it in, by the name of the contract.</summary>
    public const string Section = "Roost:Contracts";

    /// <summary>More of both than for third parties: the hosts are one application, and most calls have a deadline of their own.</summary>
    public static CallSettings Settings { get; } = new()
    {
        Timeout = TimeSpan.FromSeconds(60),
        AttemptTimeout = TimeSpan.FromSeconds(30),
        FirstDelay = TimeSpan.FromMilliseconds(50),
        Concurrency = 512,
        BreakerWindow = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(2),
    };
}
