namespace Roost;

/// <summary>
/// Marks an interface as the contract of a module: the only thing that other modules see of it.
/// </summary>
/// <remarks>
/// Every method is asynchronous, takes its <see cref="CancellationToken"/> last, and takes and returns
/// immutable data only, so that a call means the same in one process and across two.
/// A call is a unit of work of its own: it has committed when it returns, and the caller's roll-back does not undo it.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class ContractAttribute : Attribute;
