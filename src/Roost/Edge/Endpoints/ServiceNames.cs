using Microsoft.Extensions.DependencyInjection;

namespace Roost.Edge.Endpoints;

/// <summary>Which services there would be if every module of the image were active. None of them is ever made.</summary>
internal sealed class ServiceNames(IEnumerable<ServiceDescriptor> services)
{
    private readonly HashSet<(Type Service, object? Key)> _names = [.. services.Select(service => (service.ServiceType, service.ServiceKey))];

    public bool Has(Type service, object? key) =>
        _names.Contains((service, key)) || (service.IsConstructedGenericType && _names.Contains((service.GetGenericTypeDefinition(), key)));
}
