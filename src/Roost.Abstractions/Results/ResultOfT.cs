using System.Diagnostics.CodeAnalysis;

namespace Roost;

/// <summary>The outcome of something that yields a value: the value, or an <see cref="Roost.Error"/>.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Result<T> : IOutcome
{
    private readonly T? _value;
    private readonly Error? _error;
    private readonly bool _succeeded;

    private Result(T value)
    {
        _value = value;
        _succeeded = true;
    }

    private Result(Error error) => _error = error;

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => _succeeded;

    /// <inheritdoc/>
    /// <remarks>A result that nobody ever set is a fault of the program, and answers as one rather than as a success.</remarks>
    public Error? Error => _succeeded
        ? null
        : _error ?? throw new InvalidOperationException($"This Result<{typeof(T).Name}> was never set: return a value or an Error, not default.");

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none, because the outcome is an error.</exception>
    public T Value => _succeeded
        ? _value!
        : throw new InvalidOperationException($"There is no value: {Error!.Code}, {Error.Message} Check IsSuccess first.");

    /// <summary>A value is a successful result.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>An error is a failed result.</summary>
    public static implicit operator Result<T>(Error error) => new(error ?? throw new ArgumentNullException(nameof(error)));

    /// <summary>Goes on with the value, or keeps the error.</summary>
    public Result<TNext> Map<TNext>(Func<T, TNext> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return _succeeded ? next(_value!) : Error!;
    }

    /// <summary>Turns either outcome into one value.</summary>
    public TOut Match<TOut>(Func<T, TOut> success, Func<Error, TOut> failure)
    {
        ArgumentNullException.ThrowIfNull(success);
        ArgumentNullException.ThrowIfNull(failure);
        return _succeeded ? success(_value!) : failure(Error!);
    }
}
