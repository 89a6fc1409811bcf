namespace Roost.Topology;

/// <summary>What a host does for the modules it activates.</summary>
[Flags]
public enum HostRoles
{
    /// <summary>Nothing: tools that only read the model.</summary>
    None = 0,

    /// <summary>Serves the modules' endpoints and their contracts to other hosts.</summary>
    Api = 1,

    /// <summary>Runs jobs, subscriptions, sagas and schedules.</summary>
    Worker = 2,

    /// <summary>Stands in front of other hosts.</summary>
    Gateway = 4,
}
