using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Roost.Model;
using Roost.Startup;

namespace Roost.Hosting.Services;

/// <summary>
/// Registers the services of the active modules. Each module registers into a copy of what the host has, and what libraries
/// have registered for modules before it: so <c>TryAdd</c> means what it says, and what a module adds to a service that is
/// taken already, or takes away, is found out instead of winning in silence. Lists are there to be added to.
/// </summary>
internal sealed class ModuleServices
{
    private readonly CapabilityContext _context;
    private readonly ServiceLists _lists;
    private readonly List<ServiceDescriptor> _shared;

    /// <summary>Who registered a service first; <see langword="null"/> is the host.</summary>
    private readonly Dictionary<ServiceIdentity, ModuleModel?> _owners = [];

    private ModuleServices(CapabilityContext context)
    {
        _context = context;
        _lists = new(context.Shape.Modules);
        _shared = [.. context.Services];
        foreach (var descriptor in _shared)
        {
            _owners.TryAdd(ServiceIdentity.Of(descriptor), null);
        }
    }

    public static void Add(CapabilityContext context)
    {
        var services = new ModuleServices(context);
        foreach (var module in context.Shape.Modules)
        {
            services.Add(module);
        }
    }

    private void Add(ModuleModel module)
    {
        var services = Register(module);
        foreach (var removed in _shared.Except(services).Select(ServiceIdentity.Of))
        {
            Report(ServiceFaults.Taken(removed, _owners[removed], module));
        }

        foreach (var added in services.Except(_shared).ToList())
        {
            Add(added, module);
        }
    }

    private ServiceCollection Register(ModuleModel module)
    {
        var services = new ServiceCollection { _shared };
        try
        {
            foreach (var register in module.Services)
            {
                register(services);
            }
        }
        catch (InvalidOperationException exception)
        {
            // The framework's own checks, such as two HTTP clients of one name: the report has the other faults as well.
            Report(ServiceFaults.Refused(exception.Message, module));
        }

        return services;
    }

    private void Add(ServiceDescriptor added, ModuleModel module)
    {
        var service = ServiceIdentity.Of(added);
        if (IsTaken(service, module, out var owner) && !_lists.Has(service, module))
        {
            Report(ServiceFaults.Taken(service, owner, module));
            return;
        }

        _owners.TryAdd(service, module);
        _context.Services.Add(added);
        if (!ServiceSource.IsOf(added, module))
        {
            _shared.Add(added);
        }
    }

    /// <summary>Whether somebody else has the service, or the host has it for any type; over its own types a module decides itself.</summary>
    private bool IsTaken(ServiceIdentity service, ModuleModel module, out ModuleModel? owner) =>
        (_owners.TryGetValue(service, out owner) && owner != module)
        || (service.Open is { } open && _owners.TryGetValue(open, out owner) && owner is null && !ServiceSource.IsOf(service.Type, module));

    private void Report(Fault fault)
    {
        if (!_context.Faults.Contains(fault))
        {
            _context.Faults.Add(fault);
        }
    }
}
