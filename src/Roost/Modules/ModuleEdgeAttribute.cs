namespace Roost.Modules;

/// <summary>An edge of the module graph. See <see cref="UsesAttribute{TContract}"/> and <see cref="ExportsAttribute{TContract}"/>.</summary>
public abstract class ModuleEdgeAttribute : Attribute
{
    private protected ModuleEdgeAttribute()
    {
    }

    /// <summary>The contract's interface.</summary>
    public abstract Type Contract { get; }
}
