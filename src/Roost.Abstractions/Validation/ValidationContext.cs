using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Roost.Validation;

/// <summary>
/// Collects what is wrong with a value, each message under the path of its field as the client wrote it:
/// <c>lines[2].quantity</c>.
/// </summary>
/// <remarks>Not safe for use by several threads at once. Generated validators call it; user code seldom has to.</remarks>
public sealed class ValidationContext
{
    /// <summary>How deep validation follows a value's own values before it refuses the value.</summary>
    public const int MaxDepth = 32;

    private readonly List<string> _path = [];
    private Dictionary<string, List<string>>? _errors;

    /// <summary>Whether nothing wrong was found so far.</summary>
    public bool IsValid => _errors is null;

    /// <summary>The messages found so far by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors =>
        _errors?.ToDictionary(e => e.Key, e => e.Value.ToArray()) ?? [];

    /// <summary>Adds a message under a field of the value that is being validated; an empty name means the value itself.</summary>
    public void Add(string name, string message)
    {
        var path = Path(name);
        _errors ??= [];
        if (!_errors.TryGetValue(path, out var messages))
        {
            _errors[path] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>Holds one field against one attribute.</summary>
    /// <param name="owner">The value that the field belongs to, for attributes that compare fields.</param>
    /// <param name="attribute">The rule.</param>
    /// <param name="value">The field's value.</param>
    /// <param name="name">The field's name as the client writes it.</param>
    public void Check(object owner, ValidationAttribute attribute, object? value, string name)
    {
        // Most attributes need no context; making one costs more than the check.
        if (!attribute.RequiresValidationContext)
        {
            if (!attribute.IsValid(value))
            {
                Add(name, attribute.FormatErrorMessage(name));
            }

            return;
        }

        var context = new System.ComponentModel.DataAnnotations.ValidationContext(owner, name, null, null) { MemberName = name };
        if (attribute.GetValidationResult(value, context) is { } failure)
        {
            Add(name, failure.ErrorMessage ?? attribute.FormatErrorMessage(name));
        }
    }

    /// <summary>Runs a type's own rules.</summary>
    public void Check(IValidatableObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var failure in value.Validate(new(value, "value", null, null)))
        {
            var name = failure.MemberNames.FirstOrDefault() ?? "";
            Add(name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..], failure.ErrorMessage ?? "The value is not valid.");
        }
    }

    /// <summary>Goes into a field; <see langword="false"/> if that is too deep, which is itself a fault of the value.</summary>
    public bool Enter(string name)
    {
        if (_path.Count >= MaxDepth)
        {
            Add(name, $"The value is nested more than {MaxDepth.ToString(CultureInfo.InvariantCulture)} levels deep.");
            return false;
        }

        _path.Add(name);
        return true;
    }

    /// <summary>Goes into an element of a list.</summary>
    public bool Enter(string name, int index) => Enter($"{name}[{index.ToString(CultureInfo.InvariantCulture)}]");

    /// <summary>Leaves what was entered last.</summary>
    public void Leave() => _path.RemoveAt(_path.Count - 1);

    private string Path(string name) => _path.Count == 0
        ? name
        : name.Length == 0 ? string.Join('.', _path) : string.Join('.', _path) + "." + name;
}
