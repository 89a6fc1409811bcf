using Npgsql;
using Roost.Contracts;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

/// <summary>A payment's state and the ledger are written together, or neither is.</summary>
public sealed class LedgerCommitTests(PaymentsHost host) : IClassFixture<PaymentsHost>
{
    private readonly Guid _order = Guid.CreateVersion7();
    private readonly Guid _capture = Guid.CreateVersion7();

    [Theory]
    [InlineData("Authorization", "Pending 0 0", "Authorized 0 0")]
    [InlineData("Capture", "Capturing 0 0", "Captured 1999 0")]
    [InlineData("Void", "Voiding 0 0", "Voided 0 0")]
    [InlineData("Refund", "Refunded 1999 1999", "Refunded 1999 1999")]
    public async Task What_cannot_be_written_down_is_asked_for_again_and_written_down_once(string kind, string before, string after)
    {
        Func<Task<bool>>[] steps = kind switch
        {
            "Authorization" => [AuthorizeAsync],
            "Capture" => [AuthorizeAsync, CaptureAsync],
            "Void" => [AuthorizeAsync, UndoAsync],
            _ => [AuthorizeAsync, CaptureAsync, UndoAsync],
        };
        foreach (var step in steps[..^1])
        {
            (await step()).ShouldBeTrue();
        }

        // A ledger that is full, for one kind of transaction.
        await host.LookAsync<int>(
            $"""
            CREATE OR REPLACE FUNCTION payments.full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''The ledger is full.''; END';
            CREATE TRIGGER full_ledger BEFORE INSERT ON payments.ledger_transactions FOR EACH ROW WHEN (NEW.kind = '{kind}') EXECUTE FUNCTION payments.full();
            """);
        var fault = await Should.ThrowAsync<ContractFaultException>(steps[^1]);
        await host.LookAsync<int>("DROP TRIGGER full_ledger ON payments.ledger_transactions");
        fault.GetBaseException().ShouldBeOfType<PostgresException>().MessageText.ShouldBe("The ledger is full.");
        var row = await host.RowAsync(_order);
        var said = await host.LedgerAsync(_order);

        (await steps[^1]()).ShouldBeTrue();

        row.ShouldBe(before);
        said.ShouldNotContain(line => line.StartsWith(kind, StringComparison.Ordinal));
        (await host.RowAsync(_order)).ShouldBe(after);
        (await host.LedgerAsync(_order)).Where(line => line.StartsWith(kind, StringComparison.Ordinal)).ShouldBe([$"{kind} 1999"]);
        (await host.MovementsAsync(_order)).ShouldBe([.. (await host.LedgerAsync(_order)).Select(line => char.ToLowerInvariant(line[0]) + line[1..])]);
    }

    private async Task<bool> AuthorizeAsync() => (await host.AuthorizeAsync(_order)).IsSuccess;

    private async Task<bool> CaptureAsync() => (await host.CaptureAsync((await host.AuthorizeAsync(_order)).Value.PaymentId, _capture)).IsSuccess;

    private async Task<bool> UndoAsync() => (await host.VoidAsync(_order)).IsSuccess;
}
