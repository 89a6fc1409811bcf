using Microsoft.Extensions.DependencyInjection;

namespace Roost.Hosting.Services;

/// <summary>What a service is asked for by.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Key">Its key, if it is a keyed one.</param>
internal readonly record struct ServiceIdentity(Type Type, object? Key)
{
    /// <summary>The generic service that serves this one where it has no registration of its own.</summary>
    public ServiceIdentity? Open => Type.IsConstructedGenericType ? new(Type.GetGenericTypeDefinition(), Key) : null;

    public static ServiceIdentity Of(ServiceDescriptor descriptor) => new(descriptor.ServiceType, descriptor.ServiceKey);

    public override string ToString() => Key is null ? Type.ToString() : $"{Type} under the key '{Key}'";
}
