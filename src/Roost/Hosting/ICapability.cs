namespace Roost.Hosting;

/// <summary>
/// Something a host can do for its modules: a database, tokens, telemetry. The kernel knows none of them; the host names them,
/// or a module's fact brings its own along.
/// </summary>
public interface ICapability
{
    /// <summary>Registers services, pipeline stages and checks. Called once a host, after all modules have declared themselves.</summary>
    void Register(CapabilityContext context);
}
