using Roost.Modules;

namespace Roost.Remoting.TestHost;

[Module("probe")]
[Exports<IProbe>]
[Exports<IHidden>]
public sealed class ProbeModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module.Implements<IProbe, Probe>().Implements<IHidden, Hidden>();
}

[Module("asker")]
[Uses<IProbe>]
public sealed class AskerModule : Module
{
    protected override void Declare(ModuleDeclaration module)
    {
    }
}
