using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Roost.Configuration;

/// <summary>Holds options against their data annotations, those of nested sections too, and names the key in each message.</summary>
internal sealed class AnnotatedOptions<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = new List<string>();
        Check(options, "", failures, new(ReferenceEqualityComparer.Instance));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(object options, string path, List<string> failures, HashSet<object> seen)
    {
        if (!seen.Add(options))
        {
            return;
        }

        var found = new List<ValidationResult>();
        Validator.TryValidateObject(options, new(options), found, validateAllProperties: true);
        failures.AddRange(found.Select(failure => $"{string.Join(", ", failure.MemberNames.Select(member => path + member))}: {failure.ErrorMessage}"));
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && MayNest(property.PropertyType) && property.GetValue(options) is { } value)
            {
                Follow(value, path + property.Name, failures, seen);
            }
        }
    }

    private static void Follow(object value, string path, List<string> failures, HashSet<object> seen)
    {
        switch (value)
        {
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    FollowItem(entry.Value, $"{path}:{entry.Key}", failures, seen);
                }

                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    FollowItem(item, $"{path}:{index++}", failures, seen);
                }

                break;
            default:
                Check(value, path + ":", failures, seen);
                break;
        }
    }

    private static void FollowItem(object? item, string path, List<string> failures, HashSet<object> seen)
    {
        if (item is not null && MayNest(item.GetType()))
        {
            Follow(item, path, failures, seen);
        }
    }

    /// <summary>What the binder makes sections of: classes of ours, and collections. The framework's own have no rules.</summary>
    private static bool MayNest(Type type) =>
        type != typeof(string) && type.IsClass | type.IsInterface && (typeof(IEnumerable).IsAssignableFrom(type) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true);
}
