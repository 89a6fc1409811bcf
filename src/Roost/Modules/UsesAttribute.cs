namespace Roost.Modules;

/// <summary>Declares that a module calls a contract of another. Without it the compiler refuses every mention of the contract.</summary>
/// <typeparam name="TContract">The contract's interface.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class UsesAttribute<TContract> : ModuleEdgeAttribute
    where TContract : class
{
    /// <inheritdoc/>
    public override Type Contract => typeof(TContract);
}
