namespace Roost.Contracts;

/// <summary>A fact of the application model: calls to a contract pass a guard.</summary>
/// <param name="Contract">The contract's interface.</param>
/// <param name="Guard">The guard's class.</param>
public sealed record ContractGuardFact(Type Contract, Type Guard);
