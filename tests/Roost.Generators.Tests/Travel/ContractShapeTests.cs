using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Travel;

public sealed class ContractShapeTests
{
    [Theory]
    [InlineData("void Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it returns 'void'. Return Task.")]
    [InlineData("int Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it returns 'int'. Return Task<int>.")]
    [InlineData("ValueTask<int> Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it returns 'ValueTask<int>'. Return Task<int>.")]
    [InlineData("ValueTask Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it returns 'ValueTask'. Return Task.")]
    [InlineData("IAsyncEnumerable<int> Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it returns 'IAsyncEnumerable<int>'. Return Task<IReadOnlyList<int>>, page by page if there are many.")]
    [InlineData("Task Do();", "'IStock.Do' cannot be called from another process: its last parameter is not a CancellationToken. Add 'CancellationToken cancellationToken' at the end.")]
    [InlineData("Task Do(int id);", "'IStock.Do' cannot be called from another process: its last parameter is not a CancellationToken. Add 'CancellationToken cancellationToken' at the end.")]
    [InlineData("Task Do<T>(CancellationToken token);", "'IStock.Do' cannot be called from another process: it is generic. Name the types that travel.")]
    [InlineData("Task Do(int a, CancellationToken token); Task Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: another method has the same name. Give each method of the contract a name of its own.")]
    [InlineData("Task Do(in int id, CancellationToken token);", "'IStock.Do' cannot be called from another process: 'id' is passed by reference. Pass it by value, and return what changes.")]
    [InlineData("int Count { get; }", "'IStock.Count' cannot be called from another process: it is a property. Declare a method that returns a task.")]
    [InlineData("event Action Changed;", "'IStock.Changed' cannot be called from another process: it is an event of the language. Publish an [IntegrationEvent] and let the other module handle it.")]
    [InlineData("static abstract Task Do(CancellationToken token);", "'IStock.Do' cannot be called from another process: it is static. Declare a method of the instance.")]
    public async Task A_member_that_cannot_be_called_from_afar_is_told_why(string member, string message)
    {
        var said = (await Analysis.OfAsync(Assembly.Contracts("Shop", $"[Contract]\npublic interface IStock\n{{\n{member}\n}}"))).ShouldHaveSingleItem();

        said.ShouldStartWith("(4,");
        said.ShouldEndWith($": error ROOST1101: {message}");
    }

    [Theory]
    [InlineData("public interface IStock<T>;", "'IStock' cannot be called from another process: a generic interface is many contracts in one. Declare an interface without type parameters for each use.")]
    [InlineData("public interface IStock : IDisposable;", "'IStock' cannot be called from another process: it inherits from another interface. Declare all of its methods in the contract itself.")]
    [InlineData("file interface IStock;", "'IStock' cannot be called from another process: generated code cannot see it. Make it public, in its module's contracts assembly.")]
    public async Task A_contract_of_the_wrong_kind_is_told_why(string declaration, string message) =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", "[Contract] " + declaration))).ShouldHaveSingleItem().ShouldEndWith($": error ROOST1101: {message}");

    [Fact]
    public async Task A_contract_that_keeps_the_rules_is_left_alone() =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", """
            [Contract] public interface IStock
            {
                Task DoAsync(CancellationToken token);
                [Idempotent] Task<int> CountAsync(Guid operationId, CancellationToken cancellationToken = default);
                [Idempotent] Task ReserveAsync(Reserve request, CancellationToken cancellationToken);
            }
            public record Operation(Guid OperationId);
            public sealed record Reserve(Guid OperationId, int Quantity) : Operation(OperationId);
            public interface INotAContract { int Count { get; } void Do(object o); }
            """))).ShouldBeEmpty();

    [Fact]
    public async Task An_idempotent_method_takes_an_operation_id() =>
        (await Analysis.OfAsync(Assembly.Contracts("Shop", """
            [Contract] public interface IStock { [Idempotent] Task ReserveAsync(Reserve request, Guid id, CancellationToken token); }
            public sealed record Reserve(int Quantity);
            """))).ShouldBe(
        [
            "(1,56): error ROOST1103: 'IStock.ReserveAsync' is marked [Idempotent], but takes no operation id by which a repetition could be recognized. " +
            "Add a parameter 'Guid operationId', or a property 'Guid OperationId' to its request.",
        ]);
}
