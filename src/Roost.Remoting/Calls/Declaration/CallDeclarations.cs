using Roost.Remoting.Calls.Declaration;

namespace Roost.Modules;

/// <summary>What a module says of the third parties that it calls.</summary>
public static class CallDeclarations
{
    /// <summary>
    /// Declares that the module calls a third party, and how patiently. The calls go through <see cref="Remoting.Calls.ICalls"/>, or through an HTTP client
    /// that is added under the same name with <c>services.AddCallClient</c>.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="name">What it is called in configuration, metrics and health: lower-case letters, digits and hyphens. No other module's call has the name.</param>
    /// <param name="declare">Time-outs, attempts, concurrency, circuit breaker.</param>
    public static ModuleDeclaration Calls(this ModuleDeclaration module, string name, Action<CallDeclaration>? declare = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        var declaration = new CallDeclaration();
        declare?.Invoke(declaration);
        return module.Add(new CallFact(CallDeclaration.CheckName(name), declaration.Settings));
    }
}
