namespace Roost.Contracts;

/// <summary>A fact of the application model: a module implements a contract by a class.</summary>
/// <param name="Contract">The contract's interface.</param>
/// <param name="Service">The class, internal to the module.</param>
public sealed record ContractImplementation(Type Contract, Type Service);
