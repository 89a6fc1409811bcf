using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Roost.Edge.Endpoints;

/// <summary>
/// This host's services, which know besides what modules would have registered that are not active here: whether a parameter of a handler is a service or part of the
/// request is decided by that.
/// </summary>
internal sealed class CatalogueServices(IServiceProvider services, ServiceNames known, Func<EndpointDataSource>? endpoints = null)
    : IKeyedServiceProvider, IServiceProviderIsKeyedService
{
    private readonly IServiceProviderIsKeyedService _own = services.GetRequiredService<IServiceProviderIsKeyedService>();

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IServiceProviderIsService) || serviceType == typeof(IServiceProviderIsKeyedService) ? this
        : serviceType == typeof(EndpointDataSource) && endpoints is not null ? endpoints()
        : services.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => services.GetKeyedServices(serviceType, serviceKey).LastOrDefault();

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => services.GetRequiredKeyedService(serviceType, serviceKey);

    public bool IsService(Type serviceType) => _own.IsService(serviceType) || known.Has(serviceType, key: null);

    public bool IsKeyedService(Type serviceType, object? serviceKey) => _own.IsKeyedService(serviceType, serviceKey) || known.Has(serviceType, serviceKey);
}
