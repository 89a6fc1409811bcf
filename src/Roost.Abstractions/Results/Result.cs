using System.Diagnostics.CodeAnalysis;

namespace Roost;

/// <summary>The outcome of something that yields no value: success, or an <see cref="Roost.Error"/>.</summary>
public readonly record struct Result : IOutcome
{
    private Result(Error error) => Error = error;

    /// <summary>Success.</summary>
    public static Result Success => default;

    /// <inheritdoc/>
    public Error? Error { get; }

    /// <summary>Whether it succeeded.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>An error is a failed result.</summary>
    public static implicit operator Result(Error error) => new(error ?? throw new ArgumentNullException(nameof(error)));

    /// <summary>A failed result.</summary>
    public static Result Failure(Error error) => error;
}
