using Roost.Contracts;
using Roost.Model;

namespace Roost.Remoting.Contracts.Wire;

/// <summary>Where a method of a contract is called: <c>/contracts/inventory/IInventory/ReserveAsync</c>.</summary>
internal static class ContractPath
{
    public static string Of(ModuleModel exporter, ContractMethod method) => $"/contracts/{exporter.Name}/{method.Contract.Name}/{method.Name}";
}
