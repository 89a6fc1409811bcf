using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Roost.Validation;

namespace Roost.Edge.Filters;

/// <summary>Finds types whose rules nobody would look at.</summary>
internal static class UnvalidatedTypes
{
    public static Type? Find(Type type, ValidatorSet validators) => IsOurs(type) && CarriesRules(type) && !validators.TryGet(type, out _) ? type : null;

    private static bool IsOurs(Type type) =>
        (type.IsClass || type is { IsValueType: true, IsEnum: false, IsPrimitive: false })
        && type.Assembly.GetName().Name is { } name
        && !name.StartsWith("System", StringComparison.Ordinal)
        && !name.StartsWith("Microsoft", StringComparison.Ordinal);

    private static bool CarriesRules(Type type) =>
        type.IsAssignableTo(typeof(IValidatableObject))
        || type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => property.IsDefined(typeof(ValidationAttribute), inherit: true))
        || type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => parameter.IsDefined(typeof(ValidationAttribute), inherit: true));
}
