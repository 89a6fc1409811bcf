using Roost.Postgres.Locks;

namespace Roost.Modules;

/// <summary>What a module says of its locks.</summary>
public static class LockDeclarations
{
    /// <summary>Declares that the module does things that one host alone may do at a time: its services can take <see cref="Roost.Locks.Locks{TModule}"/>.</summary>
    public static ModuleDeclaration TakesLocks(this ModuleDeclaration module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.Add(new LockFact());
    }
}
