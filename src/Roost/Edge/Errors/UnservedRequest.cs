namespace Roost.Edge.Errors;

/// <summary>
/// A feature of a request that could not be served, because a dependency is away or took too long. The host recovers from that by itself,
/// so it is a warning and no stack is of use. A request log says it in its own line (<see cref="EdgePipeline.HasRequestLog"/>).
/// </summary>
/// <param name="Code">What callers are told, such as <c>postgres.unavailable</c>.</param>
/// <param name="Cause">What the dependency, or the way to it, had to say; for operators.</param>
public sealed record UnservedRequest(string Code, string Cause);
