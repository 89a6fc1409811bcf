using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

public sealed class ModuleClassTests
{
    private const string Body = " : Module { protected override void Declare(ModuleDeclaration module) { } }";

    [Theory]
    [InlineData(
        "[Module(\"orders\"), Uses<IDisposable>] public sealed class OrdersModule",
        "(2,20): error ROOST1006: [Uses<IDisposable>] on 'OrdersModule' does not name a contract. Name an interface that is marked [Contract].")]
    [InlineData(
        "[Module(\"orders\"), Exports<Product>] public sealed class OrdersModule",
        "(2,20): error ROOST1006: [Exports<Product>] on 'OrdersModule' does not name a contract. Name an interface that is marked [Contract].")]
    [InlineData(
        "public sealed class OrderDeskModule",
        "(2,21): error ROOST1007: Module class 'OrderDeskModule' has no name. Add [Module(\"order-desk\")] to it.")]
    [InlineData(
        "[Module(\"Order_Desk\")] public sealed class OrdersModule",
        "(2,2): error ROOST1008: 'Order_Desk' cannot be the name of a module. Use lower-case letters, digits and hyphens, at most 40 of them, beginning with a letter.")]
    [InlineData(
        "[Module(\"orders\")] public class OrdersModule",
        "(2,33): error ROOST1009: Module class 'OrdersModule' is not public and sealed. Declare it as 'public sealed class OrdersModule', outside of any other type and without type parameters.")]
    [InlineData(
        "[Module(\"orders\")] internal sealed class OrdersModule",
        "(2,42): error ROOST1009: Module class 'OrdersModule' is not public and sealed. Declare it as 'public sealed class OrdersModule', outside of any other type and without type parameters.")]
    [InlineData(
        "[Module(\"orders\"), Uses<ICatalog>, Exports<ICatalog>] public sealed class OrdersModule",
        "(2,20): error ROOST1011: 'OrdersModule' exports contract 'ICatalog' and declares its use as well. Remove [Uses<ICatalog>] and call the service behind the contract directly.")]
    public async Task A_module_class_that_breaks_a_rule_is_told_which(string head, string message) =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Orders", "using Shop.Catalog;\n" + head + Body, Shop.CatalogContracts))).ShouldBe([message]);

    [Theory]
    [InlineData("[Module(\"a\"), Uses<ICatalog>, Exports<IPrices>] public sealed class A")]
    [InlineData("[Module(\"o2-3456789-123456789-123456789-12345678\")] public sealed class OrdersModule")]
    [InlineData("internal abstract class Shared")]
    public async Task A_module_class_that_keeps_the_rules_is_left_alone(string head) =>
        (await Analysis.OfAsync(Assembly.Module("Shop.Orders", "using Shop.Catalog;\n" + head + Body, Shop.CatalogContracts))).ShouldBeEmpty();

    [Fact]
    public async Task Two_modules_need_two_assemblies() =>
        (await Analysis.OfAsync(Assembly.Module("Shop.All", $"[Module(\"a\")] public sealed class A{Body}\n[Module(\"b\")] public sealed class B{Body}"))).ShouldBe(
        [
            "(1,35): error ROOST1010: 'A' is one of several module classes in assembly 'Shop.All': A, B. Give each module an assembly of its own.",
            "(2,35): error ROOST1010: 'B' is one of several module classes in assembly 'Shop.All': A, B. Give each module an assembly of its own.",
        ]);
}
