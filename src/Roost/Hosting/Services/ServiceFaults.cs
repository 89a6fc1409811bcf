using Roost.Model;
using Roost.Startup;

namespace Roost.Hosting.Services;

/// <summary>What is wrong with the services of a module, each with its remedy.</summary>
internal static class ServiceFaults
{
    private const string Remedy =
        "Register a type of the module's own instead: derive an interface from it, or wrap it in a class of the module. "
        + "What is meant for every module, the host registers before AddRoost; "
        + "one of several that stand beside each other, the module declares with .Contributes<TService, TImplementation>().";

    /// <param name="service">What is taken.</param>
    /// <param name="owner">By which module; <see langword="null"/> if the host has it.</param>
    /// <param name="module">Which module wants it, too.</param>
    public static Fault Taken(ServiceIdentity service, ModuleModel? owner, ModuleModel module) =>
        owner is null ? Replaced(service, module) : Collision(service, owner, module);

    public static Fault Refused(string message, ModuleModel module) => new(
        "RST008",
        $"The services of module '{module.Name}' cannot be registered: {message}",
        $"module {module.Name}",
        "Correct what the message says in the module's .Services(…).");

    private static Fault Collision(ServiceIdentity service, ModuleModel first, ModuleModel second) => new(
        "RST005",
        $"Two modules register {service}: '{first.Name}' and '{second.Name}'. One would silently replace the other.",
        $"modules {first.Name} and {second.Name}",
        Remedy);

    private static Fault Replaced(ServiceIdentity service, ModuleModel module) => new(
        "RST007",
        $"Module '{module.Name}' registers {service}, which the host has. It would silently replace it for everyone.",
        $"module {module.Name}",
        Remedy);
}
