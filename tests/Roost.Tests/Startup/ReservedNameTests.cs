using Roost.Model;
using Roost.Modules;
using Roost.Startup;

namespace Roost.Tests.Startup;

public sealed class ReservedNameTests
{
    [Fact]
    public void A_module_cannot_take_a_schema_that_is_roosts_or_the_servers_own()
    {
        var faults = new List<Fault>();

        ModelRules.Check(new ApplicationModel([new RoostModule(), new PublicModule(), new PgToastModule(), new InformationModule(), new PagesModule()], new Dictionary<Type, Func<IServiceProvider, object>>(), []), faults);

        faults.Select(fault => (fault.Code, fault.Where[(fault.Where.LastIndexOf('+') + 1)..])).ShouldBe(
        [
            ("RST017", nameof(RoostModule)), ("RST017", nameof(PublicModule)), ("RST017", nameof(PgToastModule)), ("RST017", nameof(InformationModule)),
        ]);
    }

    public abstract class EmptyModule : Module
    {
        protected override void Declare(ModuleDeclaration module)
        {
            // The name is all there is to it.
        }
    }

    [Module("roost")]
    public sealed class RoostModule : EmptyModule;

    [Module("public")]
    public sealed class PublicModule : EmptyModule;

    [Module("pg-toast")]
    public sealed class PgToastModule : EmptyModule;

    [Module("information-schema")]
    public sealed class InformationModule : EmptyModule;

    [Module("pgpages")]
    public sealed class PagesModule : EmptyModule;
}
