namespace Roost.Remoting.Contracts.Wire;

/// <summary>How a call ended, as the answer's header says: its status is for people and proxies.</summary>
internal static class ContractOutcome
{
    public const string Header = "roost-outcome";

    /// <summary>It was carried out.</summary>
    public const string Done = "done";

    /// <summary>The host does not take the call: a mistake of those who run the hosts, and none of the caller's.</summary>
    public const string Rejected = "rejected";

    /// <summary>The method has refused, by its result or before it was entered.</summary>
    public const string Error = "error";

    /// <summary>The method threw.</summary>
    public const string Fault = "fault";
}
