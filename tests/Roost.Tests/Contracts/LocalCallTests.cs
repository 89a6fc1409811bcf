using Microsoft.Extensions.DependencyInjection;
using Roost.Contracts;
using Roost.Operations;

namespace Roost.Tests.Contracts;

public sealed class LocalCallTests : IAsyncLifetime
{
    private readonly CallLog _log = new();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        roost => roost.AddModule<LedgerModule>(),
        builder => builder.Services.AddSingleton(_log));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_call_is_an_operation_of_its_own_under_the_callers_context_and_has_committed_when_it_returns()
    {
        var sum = await CallAsync(async (ledger, caller) =>
        {
            var result = await ledger.AddAsync(new(2, 3), CancellationToken.None);
            _log.Operations.ShouldHaveSingleItem().ShouldNotBeSameAs(caller);
            _log.Operations[0].Context.ShouldBe(caller.Context);
            return result;
        });

        sum.Value.ShouldBe(5);
        (_log.Callee.Commits, _log.Callee.Rollbacks).ShouldBe((1, 0));
    }

    [Fact]
    public async Task An_error_undoes_what_the_call_wrote()
    {
        var result = await CallAsync((ledger, _) => ledger.AddAsync(new(13, 1), CancellationToken.None));

        result.Error!.Code.ShouldBe("ledger.unlucky");
        (_log.Callee.Commits, _log.Callee.Rollbacks).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Arguments_that_break_a_rule_never_reach_the_callee()
    {
        var result = await CallAsync((ledger, _) => ledger.AddAsync(new(-1, 101), CancellationToken.None));

        result.Error!.Kind.ShouldBe(ErrorKind.Invalid);
        result.Error.Fields.Keys.ShouldBe(["request.left", "request.right"], ignoreOrder: true);
        _log.Operations.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_with_a_transaction_open_is_refused_and_says_what_to_do()
    {
        var refusal = await Should.ThrowAsync<ContractCallInTransactionException>(() => CallAsync((ledger, caller) =>
        {
            var store = new RecordingUnitOfWork();
            caller.Enlist(store);
            store.Write();
            return ledger.AddAsync(new(1, 1), CancellationToken.None);
        }));

        refusal.Message.ShouldStartWith("ILedger.AddAsync was called while this operation has a transaction open. Call contracts first");
        _log.Operations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whatever_the_callee_throws_arrives_as_a_fault_that_tells_no_internals()
    {
        _log.DuringCall = _ => throw new FormatException("secret");

        var fault = await Should.ThrowAsync<ContractFaultException>(() => CallAsync((ledger, _) => ledger.AddAsync(new(1, 1), CancellationToken.None)));

        fault.Method.ShouldBe("ILedger.AddAsync");
        fault.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_callers_cancellation_reaches_the_callee_and_comes_back_as_such()
    {
        using var cancel = new CancellationTokenSource();
        _log.DuringCall = async token =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => CallAsync((ledger, _) => ledger.AddAsync(new(1, 1), cancel.Token)));
        _log.Callee.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_touches_no_database_allocates_at_most_1000_bytes()
    {
        var bytes = await CallAsync(async (ledger, _) =>
        {
            await RepeatAsync(ledger, 2000);
            var before = GC.GetAllocatedBytesForCurrentThread();
            await RepeatAsync(ledger, 1000);
            return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
        });

        bytes.ShouldBeLessThanOrEqualTo(1000);
    }

    private static async Task RepeatAsync(ILedger ledger, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await ledger.NoopAsync(i, CancellationToken.None);
        }
    }

    private Task<T> CallAsync<T>(Func<ILedger, Operation, Task<T>> call) =>
        _host.Services.GetRequiredService<IOperations>().RunAsync(
            new CallContext(TenantId.New(), Principal.System, "test"),
            (services, _) => call(services.GetRequiredService<ILedger>(), services.GetRequiredService<Operation>()));
}
