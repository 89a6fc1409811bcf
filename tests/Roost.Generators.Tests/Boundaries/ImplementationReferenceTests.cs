using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

public sealed class ImplementationReferenceTests
{
    private const string Orders = """
        namespace Shop.Orders;

        [Module("orders")]
        public sealed class OrdersModule : Module { protected override void Declare(ModuleDeclaration module) { } }
        """;

    [Fact]
    public async Task A_module_that_refers_to_another_is_told_so_even_if_it_uses_no_type_of_it() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Orders", Orders, Shop.CatalogContracts, Shop.Catalog))).ShouldBe(
        [
            "(4,21): error ROOST1001: Module 'orders' refers to 'Shop.Catalog', which is the implementation of module 'catalog'. " +
            "Refer to 'Shop.Catalog.Contracts' instead and declare [Uses<ICatalog>] or [Uses<IPrices>] on 'OrdersModule'.",
        ]);

    [Fact]
    public async Task A_module_that_exports_nothing_has_to_export_first() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Orders", Orders, Shop.Module("Shop.Mail", "mail", "")))).ShouldBe(
        [
            "(4,21): error ROOST1001: Module 'orders' refers to 'Shop.Mail', which is the implementation of module 'mail'. " +
            "'MailModule' exports no contract yet: put what is needed into a contracts assembly, export it, and refer to that.",
        ]);

    [Fact]
    public async Task Contracts_may_be_referred_to() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Orders", Orders, Shop.CatalogContracts))).ShouldBeEmpty();

    [Fact]
    public async Task A_host_or_a_test_may_refer_to_modules()
    {
        (await Analysis.OfAsync(Assembly.Module("Shop.Host", "namespace Shop.Host; internal sealed class Nothing;", Shop.CatalogContracts, Shop.Catalog))).ShouldBeEmpty();

        var test = Assembly.Module("Shop.Tests", Orders.Replace("public sealed class", "internal sealed class", StringComparison.Ordinal) + "internal static class Program { private static void Main() { } }", Shop.CatalogContracts, Shop.Catalog);
        (await Analysis.OfAsync(test.WithOptions(test.Options.WithOutputKind(OutputKind.ConsoleApplication)))).ShouldBeEmpty();
    }
}
