using Npgsql;
using Roost.Postgres.Embedded;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

/// <summary>What the database itself lets nobody do to the ledger.</summary>
public sealed class LedgerRuleTests(PaymentsHost host) : IClassFixture<PaymentsHost>
{
    private readonly Guid _payment = Guid.CreateVersion7();
    private readonly Guid _transaction = Guid.CreateVersion7();

    [Fact]
    public async Task What_is_in_balance_and_within_its_payment_is_taken()
    {
        await host.WriteAsync([Writing.Payment(_payment, 1000, captured: 1000, refunded: 400), .. Writing.Capture(_transaction, _payment, 1000), .. Writing.Refund(Guid.CreateVersion7(), _payment, 400)]);

        // They are of one moment, and their ids may be of one millisecond: neither says which is first.
        (await host.LedgerAsync(_payment)).ShouldBe(["Capture 1000", "Refund 400"], ignoreOrder: true);
    }

    [Fact]
    public async Task Debits_that_are_not_the_credits_are_refused() => await ShouldBeRefusedAsync(
        "ck_ledger_balance",
        Writing.Payment(_payment, 1000, captured: 1000),
        Writing.Transaction(_transaction, "Capture", _payment),
        Writing.Entry(_transaction, "provider_receivable", 1000, 0),
        Writing.Entry(_transaction, "sales", 0, 999));

    [Fact]
    public async Task Currencies_are_balanced_each_by_itself() => await ShouldBeRefusedAsync(
        "ck_ledger_balance",
        Writing.Payment(_payment, 1000, captured: 1000),
        Writing.Transaction(_transaction, "Capture", _payment),
        Writing.Entry(_transaction, "provider_receivable", 1000, 0),
        Writing.Entry(_transaction, "sales", 0, 1000, "USD"));

    [Fact]
    public async Task Another_currency_than_the_payments_is_refused() => await ShouldBeRefusedAsync(
        "ck_ledger_limits",
        Writing.Payment(_payment, 1000, captured: 1000),
        Writing.Transaction(_transaction, "Capture", _payment),
        Writing.Entry(_transaction, "provider_receivable", 1000, 0, "USD"),
        Writing.Entry(_transaction, "sales", 0, 1000, "USD"));

    [Fact]
    public async Task A_transaction_without_entries_is_refused() =>
        await ShouldBeRefusedAsync("ck_ledger_balance", Writing.Payment(_payment, 1000), Writing.Transaction(_transaction, "Capture", _payment));

    [Fact]
    public async Task Rules_that_were_asked_for_early_are_asked_for_again() => await ShouldBeRefusedAsync(
        "ck_ledger_balance",
        [
            Writing.Payment(_payment, 1000, captured: 1000),
            .. Writing.Capture(_transaction, _payment, 1000),
            ("SET CONSTRAINTS ALL IMMEDIATE", null),
            ("SET CONSTRAINTS ALL DEFERRED", null),
            Writing.Entry(_transaction, "sales", 0, 1),
        ]);

    [Fact]
    public async Task A_capture_of_which_the_payment_knows_nothing_is_refused() =>
        await ShouldBeRefusedAsync("ck_ledger_limits", [Writing.Payment(_payment, 2000, captured: 1000), .. Writing.Capture(_transaction, _payment, 1001)]);

    [Fact]
    public async Task Captures_count_together()
    {
        await host.WriteAsync([Writing.Payment(_payment, 2000, captured: 1000), .. Writing.Capture(_transaction, _payment, 500)]);

        await ShouldBeRefusedAsync("ck_ledger_limits", Writing.Capture(Guid.CreateVersion7(), _payment, 501));
    }

    [Fact]
    public async Task A_refund_of_which_the_payment_knows_nothing_is_refused() => await ShouldBeRefusedAsync(
        "ck_ledger_limits",
        [Writing.Payment(_payment, 2000, captured: 1000, refunded: 400), .. Writing.Capture(_transaction, _payment, 1000), .. Writing.Refund(Guid.CreateVersion7(), _payment, 500)]);

    [Fact]
    public async Task A_capture_that_was_given_back_cannot_be_reversed_any_more()
    {
        await host.WriteAsync([Writing.Payment(_payment, 1000, captured: 1000, refunded: 400), .. Writing.Capture(_transaction, _payment, 1000), .. Writing.Refund(Guid.CreateVersion7(), _payment, 400)]);

        await ShouldBeRefusedAsync("ck_ledger_limits", Writing.Reversal(Guid.CreateVersion7(), _payment, _transaction));
    }

    [Theory]
    [InlineData(1001, 0, 1000)]
    [InlineData(500, 501, 1000)]
    [InlineData(-1, 0, 1000)]
    public async Task A_payment_that_captures_or_gives_back_too_much_is_refused(long captured, long refunded, long authorized) =>
        await ShouldBeRefusedAsync("ck_payments_amounts", Writing.Payment(_payment, authorized, captured, refunded));

    [Fact]
    public async Task What_is_undone_has_nothing_captured()
    {
        await host.WriteAsync([Writing.Payment(_payment, 1000, captured: 1000), .. Writing.Capture(_transaction, _payment, 1000)]);

        await ShouldBeRefusedAsync("ck_payments_amounts", ("UPDATE payments.payments SET authorized = 0 WHERE id = @payment", new { payment = _payment }));
    }

    [Fact]
    public async Task A_transaction_that_is_written_is_closed()
    {
        await host.WriteAsync([Writing.Payment(_payment, 1000, captured: 1000), .. Writing.Capture(_transaction, _payment, 500)]);

        await ShouldBeRefusedAsync("ck_ledger_closed", Writing.Entry(_transaction, "provider_receivable", 100, 0), Writing.Entry(_transaction, "sales", 0, 100));
    }

    [Fact]
    public async Task A_reversal_is_the_same_the_other_way_round_and_comes_once()
    {
        var (payment, reversal) = (_payment, Guid.CreateVersion7());
        await host.WriteAsync([Writing.Payment(payment, 1000, captured: 1000), .. Writing.Capture(_transaction, payment, 1000)]);

        await ShouldBeRefusedAsync(
            "ck_ledger_reversal",
            Writing.Transaction(reversal, "Reversal", payment, reverses: _transaction),
            Writing.Entry(reversal, "sales", 900, 0),
            Writing.Entry(reversal, "provider_receivable", 0, 900));
        await ShouldBeRefusedAsync("ck_ledger_transactions_reversal", Writing.Transaction(reversal, "Reversal", payment));
        await host.WriteAsync([("UPDATE payments.payments SET captured = 0 WHERE id = @payment", new { payment }), .. Writing.Reversal(reversal, payment, _transaction)]);

        (await host.LedgerAsync(payment)).ShouldBe(["Capture 1000", "Reversal 1000"]);
        await ShouldBeRefusedAsync("ix_ledger_transactions_tenant_id_reverses", Writing.Reversal(Guid.CreateVersion7(), payment, _transaction));
        await ShouldBeRefusedAsync("ck_ledger_reversal", Writing.Reversal(Guid.CreateVersion7(), payment, reversal));
    }

    [Theory]
    [InlineData("provider_receivable", 0, 0)]
    [InlineData("provider_receivable", 5, 5)]
    [InlineData("provider_receivable", -5, 0)]
    [InlineData("pocket", 5, 0)]
    public async Task An_entry_is_an_amount_on_one_side_of_an_account_of_the_chart(string account, long debit, long credit) => await ShouldBeRefusedAsync(
        account == "pocket" ? "ck_ledger_entries_account" : "ck_ledger_entries_one_side",
        Writing.Payment(_payment, 1000, captured: 1000),
        Writing.Transaction(_transaction, "Capture", _payment),
        Writing.Entry(_transaction, account, debit, credit));

    [Theory]
    [InlineData(ClusterRole.App)]
    [InlineData(ClusterRole.System)]
    [InlineData(ClusterRole.Owner)]
    [InlineData(ClusterRole.Superuser)]
    public async Task Nobody_changes_deletes_or_truncates_it(ClusterRole role)
    {
        await host.WriteAsync([Writing.Payment(_payment, 1000, captured: 1000), .. Writing.Capture(_transaction, _payment, 1000)]);
        await using var connection = await host.OpenAsync(role);
        foreach (var table in new[] { "ledger_entries", "ledger_transactions" })
        {
            foreach (var change in new[] { $"UPDATE payments.{table} SET id = id", $"DELETE FROM payments.{table}", $"TRUNCATE payments.{table} CASCADE" })
            {
                await using var command = new NpgsqlCommand($"SELECT set_config('app.tenant', '{host.Tenant.Value}', false); {change}", connection);
                var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(), $"{role}: {change}");
                refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{role}: {change}: {refused.MessageText}");
            }
        }

        (await host.LedgerAsync(_payment)).ShouldBe(["Capture 1000"]);
    }

    [Fact]
    public async Task The_modules_own_role_does_not_either()
    {
        foreach (var change in new[] { "UPDATE payments.ledger_entries SET debit = debit", "DELETE FROM payments.ledger_transactions", "TRUNCATE payments.ledger_entries" })
        {
            (await Should.ThrowAsync<PostgresException>(() => host.WriteAsync((change, null)))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, change);
        }
    }

    private async Task ShouldBeRefusedAsync(string constraint, params (string Sql, object? Parameters)[] statements)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => host.WriteAsync(statements));
        refused.ConstraintName.ShouldBe(constraint, refused.MessageText);
    }
}
