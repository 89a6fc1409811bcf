namespace Roost.Modules;

/// <summary>
/// A module: one business domain with its own services, tables and endpoints, in one assembly whose only public type
/// is the class derived from this.
/// </summary>
/// <remarks>
/// Name, exports and uses stand as attributes on the class, where the compiler reads them across assemblies; everything
/// else is declared in <see cref="Declare"/>, which every host runs, whichever modules it activates. So it only declares:
/// no file, no server and no clock is touched in it.
/// </remarks>
public abstract class Module
{
    /// <summary>Declares what the module is made of.</summary>
    protected abstract void Declare(ModuleDeclaration module);

    internal void DeclareTo(ModuleDeclaration module) => Declare(module);
}
