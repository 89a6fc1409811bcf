namespace Roost.Generators.Tests.Builds;

public sealed class BreachTests
{
    private const string Page = "https://github.com/roost-dev/roost/blob/main/docs/diagnostics/";

    [Fact]
    public async Task Each_breach_fails_dotnet_build_with_what_is_wrong_and_what_to_do() =>
        (await FixtureBuild.ErrorsOfAsync("Breaches", TestContext.Current.CancellationToken)).ShouldBe(
        [
            $"CSC : error ROOST1004: Modules use each other in a circle: catalog → stock → catalog. " +
            $"Let one of them publish an integration event that the other handles, or move what both need into a third module. ({Page}ROOST1004.md) [Host/Host.csproj]",
            $"Orders/OrderService.cs(17,88): error ROOST1201: 'DateTime.Now' reads the machine's clock, which no test can set. " +
            $"Take a TimeProvider in the constructor and call its GetUtcNow(). ({Page}ROOST1201.md) [Orders/Orders.csproj]",
            $"Orders/OrderService.cs(6,22): error ROOST1002: 'Orders.Order' can be seen from outside module 'orders', whose only public type is 'OrdersModule'. " +
            $"Make it internal, or move it to the contracts assembly. ({Page}ROOST1002.md) [Orders/Orders.csproj]",
            $"Orders/OrderService.cs(9,54): error ROOST1003: Module 'orders' mentions contract 'IStock' and does not declare its use. " +
            $"Add [Uses<IStock>] to 'OrdersModule'. ({Page}ROOST1003.md) [Orders/Orders.csproj]",
            $"Orders/OrdersModule.cs(9,21): error ROOST1001: Module 'orders' refers to 'Catalog', which is the implementation of module 'catalog'. " +
            $"Refer to 'Catalog.Contracts' instead and declare [Uses<ICatalog>] on 'OrdersModule'. ({Page}ROOST1001.md) [Orders/Orders.csproj]",
            $"Payments.Contracts/IPayments.cs(15,10): error ROOST1101: 'IPayments.IsOpen' cannot be called from another process: it returns 'bool'. " +
            $"Return Task<bool>. ({Page}ROOST1101.md) [Payments.Contracts/Payments.Contracts.csproj]",
            $"Payments.Contracts/IPayments.cs(15,10): error ROOST1101: 'IPayments.IsOpen' cannot be called from another process: its last parameter is not a CancellationToken. " +
            $"Add 'CancellationToken cancellationToken' at the end. ({Page}ROOST1101.md) [Payments.Contracts/Payments.Contracts.csproj]",
            $"Payments.Contracts/IPayments.cs(6,65): error ROOST1102: 'ChargePayment.Amounts: List<long>' cannot travel to another process: 'List<long>' can be changed by whoever holds it. " +
            $"Use ImmutableArray<long> or IReadOnlyList<long>. ({Page}ROOST1102.md) [Payments.Contracts/Payments.Contracts.csproj]",
        ]);
}
