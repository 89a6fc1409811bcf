namespace Roost;

/// <summary>What <see cref="Result"/> and <see cref="Result{T}"/> have in common, for machinery that must know whether work succeeded.</summary>
public interface IOutcome
{
    /// <summary>The error; <see langword="null"/> on success.</summary>
    Error? Error { get; }
}
