namespace Roost.Contracts;

/// <summary>Stands for the absent result of a contract method that returns a plain task.</summary>
public readonly record struct Nothing;
