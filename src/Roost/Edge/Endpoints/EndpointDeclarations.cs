using Microsoft.AspNetCore.Builder;
using Roost.Edge.Endpoints;

namespace Roost.Modules;

/// <summary>What a module says of its endpoints.</summary>
public static class EndpointDeclarations
{
    /// <summary>Declares endpoints.</summary>
    /// <param name="module">The declaration.</param>
    /// <param name="version">The version of the public interface that they belong to.</param>
    public static ModuleDeclaration Endpoints<TEndpoints>(this ModuleDeclaration module, int version = 1)
        where TEndpoints : IEndpoints
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return module.Add(new EndpointsFact(version, TEndpoints.Map));
    }

    /// <summary>Applies a convention (a filter, a policy, an exception handler, metadata) to every endpoint of the module.</summary>
    public static ModuleDeclaration ForEachEndpoint(this ModuleDeclaration module, Action<IEndpointConventionBuilder> convention)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Add(new EndpointConventionFact(convention));
    }
}
