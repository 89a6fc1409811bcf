using System.Diagnostics.CodeAnalysis;

namespace Roost.Validation;

/// <summary>The generated validators of an application, by type.</summary>
public sealed class ValidatorSet
{
    private readonly Dictionary<Type, Action<object, ValidationContext>> _validators = [];

    /// <summary>Adds the validator of <typeparamref name="T"/>; a second one for the same type changes nothing.</summary>
    public void Add<T>(Action<T, ValidationContext> validate)
        where T : notnull =>
        _validators.TryAdd(typeof(T), (value, context) => validate((T)value, context));

    /// <summary>Finds the validator of <paramref name="type"/>.</summary>
    public bool TryGet(Type type, [NotNullWhen(true)] out Action<object, ValidationContext>? validate) =>
        _validators.TryGetValue(type, out validate);
}
