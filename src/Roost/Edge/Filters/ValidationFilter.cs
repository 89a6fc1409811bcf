using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge.Errors;
using Roost.Edge.Texts;
using Roost.Validation;
using ValidationContext = Roost.Validation.ValidationContext;

namespace Roost.Edge.Filters;

/// <summary>
/// Validates every argument of an endpoint before any filter or handler of the application sees it. An argument whose type carries
/// rules but has no generated validator is a fault when the endpoint is built: nothing is skipped silently.
/// </summary>
internal static class ValidationFilter
{
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var validators = factory.ApplicationServices.GetRequiredService<ValidatorSet>();
        var rules = factory.MethodInfo.GetParameters().SelectMany((parameter, index) => RulesOf(parameter, index, validators)).ToArray();
        var unread = new UnreadParameters(factory.MethodInfo.GetParameters());
        if (rules.Length == 0 && unread.IsEmpty)
        {
            return next;
        }

        return context =>
        {
            if (unread.Find(context.HttpContext) is { } error)
            {
                return new(error.ToHttp());
            }

            var validation = new ValidationContext();
            foreach (var rule in rules)
            {
                rule(context, validation);
            }

            return validation.IsValid ? next(context) : new(Error.Invalid(validation.Errors).ToHttp());
        };
    }

    private static IEnumerable<Action<EndpointFilterInvocationContext, ValidationContext>> RulesOf(ParameterInfo parameter, int index, ValidatorSet validators)
    {
        var name = parameter.Name!;
        foreach (var attribute in parameter.GetCustomAttributes<ValidationAttribute>())
        {
            yield return (context, validation) => validation.Check(context, attribute, context.Arguments[index], name);
        }

        if (parameter.ParameterType == typeof(string))
        {
            // A body that is a text itself, which has no object around it to be looked at with.
            yield return (context, validation) =>
            {
                if (!WholeText.Is((string?)context.Arguments[index]))
                {
                    validation.Add(name, WholeText.Rule);
                }
            };
        }

        if (validators.TryGet(parameter.ParameterType, out var validate))
        {
            yield return (context, validation) =>
            {
                if (context.Arguments[index] is { } value)
                {
                    validate(value, validation);
                }
            };
        }
        else if (ElementOf(parameter.ParameterType) is { } element && validators.TryGet(element, out var validateElement))
        {
            var nullability = new NullabilityInfoContext().Create(parameter);
            var refusesNull = (nullability.ElementType ?? nullability.GenericTypeArguments.FirstOrDefault())?.ReadState == NullabilityState.NotNull;
            yield return (context, validation) => ValidateAll((IEnumerable?)context.Arguments[index] ?? Array.Empty<object>(), validateElement, refusesNull, validation);
        }
        else if (UnvalidatedTypes.Find(ElementOf(parameter.ParameterType) ?? parameter.ParameterType, validators) is { } forgotten)
        {
            throw new InvalidOperationException(
                $"{forgotten.FullName} carries validation rules and no validator was generated for it. Let the project that declares it reference Roost.Generators.");
        }
    }

    private static void ValidateAll(IEnumerable values, Action<object, ValidationContext> validate, bool refusesNull, ValidationContext validation)
    {
        var index = 0;
        foreach (var value in values)
        {
            if (value is null)
            {
                // System.Text.Json looks at the nullability of properties, not at that of elements.
                if (refusesNull)
                {
                    validation.Add($"[{index}]", "is required");
                }
            }
            else if (validation.Enter("", index))
            {
                validate(value, validation);
                validation.Leave();
            }

            index++;
        }
    }

    /// <summary>What a list holds; <see langword="null"/> if the type is none.</summary>
    private static Type? ElementOf(Type type) => type == typeof(string)
        ? null
        : type.GetInterfaces().Append(type)
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            ?.GetGenericArguments()[0];
}
