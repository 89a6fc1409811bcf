namespace Roost.Generators.Tests.Contracts;

/// <summary>Calls a type that exists only since the test compiled it.</summary>
internal sealed class Late(object target, Type type)
{
    public object? Call(string method, params object?[] arguments) => type.GetMethod(method)!.Invoke(target, arguments);
}
