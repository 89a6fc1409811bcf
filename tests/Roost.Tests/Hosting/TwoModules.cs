using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Roost.Edge;
using Roost.Hosting;
using Roost.Hosting.Services;
using Roost.Model;
using Roost.Modules;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Tests.Hosting;

/// <summary>Two modules in a host, each with the services that a test gives it, and what came of it.</summary>
internal sealed class TwoModules
{
    private TwoModules(WebApplication application, IReadOnlyList<Fault> faults, IServiceCollection registered)
    {
        Services = application.Services;
        Faults = faults;
        Registered = registered;
    }

    public IServiceProvider Services { get; }

    public IReadOnlyList<Fault> Faults { get; }

    public IServiceCollection Registered { get; }

    public static TwoModules Join(Action<IServiceCollection> first, Action<IServiceCollection> second, Action<IServiceCollection>? host = null) =>
        Declare(module => module.Services(first), module => module.Services(second), host);

    public static TwoModules Declare(Action<ModuleDeclaration> first, Action<ModuleDeclaration> second, Action<IServiceCollection>? host = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        host?.Invoke(builder.Services);
        // What every host has, before its modules come.
        builder.AddRoost(_ => { });
        var faults = new List<Fault>();
        var model = new ApplicationModel([new FirstModule(first), new SecondModule(second)], new Dictionary<Type, Func<IServiceProvider, object>>(), []);
        var shape = HostShapeReader.Read(builder.Configuration, model, faults);
        ModuleServices.Add(new CapabilityContext(builder, builder.Services, model, shape, new EdgePipeline(), faults));
        return new(builder.Build(), faults, builder.Services);
    }

    public IEnumerable<ServiceDescriptor> Of(Type service) => Registered.Where(descriptor => descriptor.ServiceType == service);

    [Module("first")]
    private sealed class FirstModule(Action<ModuleDeclaration> declare) : Module
    {
        protected override void Declare(ModuleDeclaration module) => declare(module);
    }

    [Module("second")]
    private sealed class SecondModule(Action<ModuleDeclaration> declare) : Module
    {
        protected override void Declare(ModuleDeclaration module) => declare(module);
    }
}
