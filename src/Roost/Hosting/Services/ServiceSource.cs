using Microsoft.Extensions.DependencyInjection;
using Roost.Model;

namespace Roost.Hosting.Services;

/// <summary>Tells what is a module's own from what a library registered for it.</summary>
internal static class ServiceSource
{
    /// <summary>Whether the service is of the module, or what stands behind it: the class, the object, the function that makes it.</summary>
    public static bool IsOf(ServiceDescriptor descriptor, ModuleModel module)
    {
        var (type, instance, factory) = descriptor.IsKeyedService
            ? (descriptor.KeyedImplementationType, descriptor.KeyedImplementationInstance, (Delegate?)descriptor.KeyedImplementationFactory)
            : (descriptor.ImplementationType, descriptor.ImplementationInstance, descriptor.ImplementationFactory);
        var source = type ?? instance?.GetType() ?? factory?.Method.DeclaringType;
        return IsOf(descriptor.ServiceType, module) || (source is not null && IsOf(source, module));
    }

    /// <summary>Whether the type, or an argument of it, is of the module's assembly or of contracts that it exports.</summary>
    public static bool IsOf(Type type, ModuleModel module) =>
        type.Assembly == module.ModuleType.Assembly
        || module.Exports.Any(contract => contract.Assembly == type.Assembly)
        || type.GenericTypeArguments.Any(argument => IsOf(argument, module));
}
