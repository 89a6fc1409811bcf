namespace Roost;

/// <summary>
/// Declares that a contract method may be called again with the same operation id and takes effect once.
/// </summary>
/// <remarks>
/// The method takes an <c>OperationId</c>, as a parameter or as a property of its request, and the callee remembers it.
/// Only methods marked so are ever retried by machinery.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute;
