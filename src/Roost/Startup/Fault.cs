namespace Roost.Startup;

/// <summary>Something that keeps a host from starting.</summary>
/// <param name="Code">A stable name, such as <c>RST001</c> in the docs' list of start-up faults.</param>
/// <param name="What">What is wrong, in one sentence.</param>
/// <param name="Where">Where: a module, an endpoint, a configuration key.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Fault(string Code, string What, string Where, string Remedy);
