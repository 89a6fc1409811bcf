namespace Roost.Modules;

/// <summary>Declares that a module implements a contract for others.</summary>
/// <typeparam name="TContract">The contract's interface.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExportsAttribute<TContract> : ModuleEdgeAttribute
    where TContract : class
{
    /// <inheritdoc/>
    public override Type Contract => typeof(TContract);
}
