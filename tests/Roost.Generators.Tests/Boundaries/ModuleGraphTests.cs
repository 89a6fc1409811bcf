using Microsoft.CodeAnalysis;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

public sealed class ModuleGraphTests
{
    private const string Host = "namespace Shop.Host; internal sealed class Nothing;";
    private const string Remedy = "Let one of them publish an integration event that the other handles, or move what both need into a third module.";

    private static readonly MetadataReference Contracts = Assembly.Contracts("Shop.Circle.Contracts", """
        namespace Shop.Circle;
        [Contract] public interface IA;
        [Contract] public interface IB;
        [Contract] public interface IC;
        [Contract] public interface IUnused;
        """).AsReference();

    [Fact]
    public async Task Every_circle_is_reported_with_its_whole_path() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Host", Host, Contracts,
            Shop.Module("Shop.A", "a", "[Exports<IA>, Uses<IB>]", Contracts),
            Shop.Module("Shop.B", "b", "[Exports<IB>, Uses<IC>, Uses<IA>]", Contracts),
            Shop.Module("Shop.C", "c", "[Exports<IC>, Uses<IA>]", Contracts),
            Shop.Module("Shop.D", "d", "[Uses<IA>, Uses<IUnused>]", Contracts)))).ShouldBe(
        [
            $"error ROOST1004: Modules use each other in a circle: a → b → a. {Remedy}",
            $"error ROOST1004: Modules use each other in a circle: a → b → c → a. {Remedy}",
        ]);

    [Fact]
    public async Task A_graph_without_circles_and_an_export_that_is_missing_are_left_alone() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Host", Host, Contracts,
            Shop.Module("Shop.A", "a", "[Uses<IB>, Uses<IC>, Uses<IUnused>]", Contracts),
            Shop.Module("Shop.B", "b", "[Exports<IB>, Uses<IC>]", Contracts),
            Shop.Module("Shop.C", "c", "[Exports<IC>]", Contracts)))).ShouldBeEmpty();

    [Fact]
    public async Task One_contract_has_one_exporter() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Host", Host, Contracts,
            Shop.Module("Shop.A", "a", "[Exports<IA>]", Contracts),
            Shop.Module("Shop.B", "b", "[Exports<IA>]", Contracts)))).ShouldBe(
        [
            "error ROOST1005: Contract 'IA' is exported by modules 'a' and 'b'. Remove [Exports<IA>] from all but one.",
        ]);
}
