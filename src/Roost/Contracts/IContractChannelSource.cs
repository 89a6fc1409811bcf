using Roost.Model;

namespace Roost.Contracts;

/// <summary>Reaches modules that are not active in this host. A capability that speaks to other hosts adds one; without it such a module is a start-up fault.</summary>
public interface IContractChannelSource
{
    /// <summary>Whether it knows the way to a module.</summary>
    bool Reaches(ModuleModel exporter);

    /// <summary>Opens a channel to the module for the operation whose scope is given.</summary>
    ContractChannel Open(ModuleModel exporter, IServiceProvider scope);
}
