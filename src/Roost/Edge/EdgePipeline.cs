using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Roost.Edge;

/// <summary>
/// Collects what is to be done with every request of this host. Attached to a module, a group or an endpoint instead, the same
/// is done with endpoint filters, policies and exception handlers there.
/// </summary>
/// <remarks>
/// The whole order: the stages of <see cref="EdgeStage"/>; then commit; then validation; then endpoint filters from the outside in:
/// host, module, group, endpoint; then the handler. Answers go the other way, and are written when the commit has succeeded.
/// </remarks>
public sealed class EdgePipeline
{
    private readonly List<(EdgeStage Stage, Action<IApplicationBuilder> Add)> _middleware = [];
    private readonly List<Action<IEndpointConventionBuilder>> _conventions = [];
    private readonly List<Action<IEndpointRouteBuilder>> _hostEndpoints = [];

    /// <summary>
    /// Whether a request log, which stands around the stage of errors, says in a request's one line why it could not be served
    /// (<see cref="Errors.UnservedRequest"/>). Without one the edge writes a line.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool HasRequestLog { get; set; }

    /// <summary>Adds middleware to a stage, behind what the stage has already.</summary>
    public EdgePipeline Use(EdgeStage stage, Action<IApplicationBuilder> add)
    {
        ArgumentNullException.ThrowIfNull(add);
        _middleware.Add((stage, add));
        return this;
    }

    /// <summary>Applies a convention (a filter, a policy, metadata) to every endpoint of every module in this host.</summary>
    public EdgePipeline ForEachEndpoint(Action<IEndpointConventionBuilder> convention)
    {
        ArgumentNullException.ThrowIfNull(convention);
        _conventions.Add(convention);
        return this;
    }

    /// <summary>Maps endpoints of the host itself, outside of every version and module: health, keys, documents.</summary>
    public EdgePipeline Map(Action<IEndpointRouteBuilder> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        _hostEndpoints.Add(map);
        return this;
    }

    internal void MapHost(IEndpointRouteBuilder routes)
    {
        foreach (var map in _hostEndpoints)
        {
            map(routes);
        }
    }

    internal void Build(IApplicationBuilder application)
    {
        foreach (var (_, add) in _middleware.OrderBy(middleware => middleware.Stage))
        {
            add(application);
        }
    }

    internal void Apply(IEndpointConventionBuilder endpoints)
    {
        foreach (var convention in _conventions)
        {
            convention(endpoints);
        }
    }
}
