using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Roost.Postgres.UnitsOfWork;
using Shop.Payments;
using Shop.Tests.Payments;

namespace Shop.Tests.Ledger;

/// <summary>
/// Many writers at once on few payments: honest ones, who take what is left and write it down; careless ones, who take without looking; and false ones, who write
/// down what was not taken. Whatever they do, the ledger is in balance and within its limits.
/// </summary>
public sealed class LedgerRaceTests(PaymentsHost host) : IClassFixture<PaymentsHost>
{
    private const int Authorized = 1000;
    private const int Writers = 12;

    // So many payments are written to at the same time, and about so many transactions does each get before it is another's turn.
    private const int Contested = 20;
    private const int Each = 50;

    // Tables that grow this fast are planned for as if they were empty, until somebody counts them; the server's own look comes once a minute.
    private const int Uncounted = 2_000;

    private Guid[] _payments = [];

    [Fact]
    public Task Two_thousand_random_transactions_leave_the_ledger_in_balance() => RaceAsync(2_000);

    [Fact(Explicit = true)]
    public Task A_hundred_thousand_random_transactions_leave_the_ledger_in_balance() => RaceAsync(100_000);

    private async Task RaceAsync(int transactions)
    {
        _payments = [.. Enumerable.Range(0, transactions / Each + Contested).Select(_ => Guid.CreateVersion7())];
        await host.WriteAsync([.. _payments.Select(payment => Writing.Payment(payment, Authorized))]);
        var (accepted, refused) = (0, 0);
        var left = transactions;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var random = new Random(writer);
            while (Interlocked.Decrement(ref left) is >= 0 and var turn)
            {
                if (turn % Uncounted == 0)
                {
                    await host.LookAsync<int>("ANALYZE payments.payments, payments.ledger_transactions, payments.ledger_entries");
                }

                var isAccepted = await TryAsync(_payments[(turn / Each) + random.Next(Contested)], random);
                Interlocked.Increment(ref isAccepted ? ref accepted : ref refused);
            }
        }));

        accepted.ShouldBeGreaterThan(transactions / 10);
        refused.ShouldBeGreaterThan(transactions / 10);
        await ShouldBeInOrderAsync(accepted);
    }

    /// <summary>Does something at random; <see langword="false"/> if it was not taken.</summary>
    private async Task<bool> TryAsync(Guid payment, Random random)
    {
        var (amount, id) = (random.Next(1, Authorized / 2), Guid.CreateVersion7());
        try
        {
            switch (random.Next(10))
            {
                case 0 or 1 or 2:
                    return await WriteAsync(
                        ("UPDATE payments.payments SET captured = captured + @amount WHERE id = @payment AND captured + @amount <= authorized", new { payment, amount }),
                        Writing.Capture(id, payment, amount));
                case 3 or 4:
                    return await WriteAsync(
                        ("UPDATE payments.payments SET refunded = refunded + @amount WHERE id = @payment AND refunded + @amount <= captured", new { payment, amount }),
                        Writing.Refund(id, payment, amount));
                case 5 or 6:
                    return await ReverseAsync(payment, id, random);
                case 7:
                    return await WriteAsync(("UPDATE payments.payments SET captured = captured + @amount WHERE id = @payment", new { payment, amount }), Writing.Capture(id, payment, amount));
                case 8:
                    return await WriteAsync(("UPDATE payments.payments SET refunded = refunded + @amount WHERE id = @payment", new { payment, amount }), Writing.Refund(id, payment, amount));
                default:
                    await host.WriteAsync(random.Next(2) == 0 ? Writing.Capture(id, payment, amount) : Writing.Refund(id, payment, amount));
                    throw new InvalidOperationException($"The ledger took {id}, of which the payment {payment} knows nothing.");
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private async Task<bool> ReverseAsync(Guid payment, Guid id, Random random)
    {
        var found = await host.QueryAsync<Recorded>(
            """
            SELECT t.id, t.kind, max(e.debit) AS amount FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.transaction_id = t.id
            WHERE t.payment_id = @payment AND t.kind <> 'Reversal' AND NOT EXISTS (SELECT FROM payments.ledger_transactions r WHERE r.reverses = t.id)
            GROUP BY t.id, t.kind ORDER BY t.id DESC LIMIT 5
            """,
            new { payment });
        if (found.Count == 0)
        {
            return false;
        }

        var chosen = found[random.Next(found.Count)];
        return await WriteAsync(
            (chosen.Kind == "Capture"
                ? "UPDATE payments.payments SET captured = captured - @amount WHERE id = @payment AND captured - @amount >= refunded"
                : "UPDATE payments.payments SET refunded = refunded - @amount WHERE id = @payment AND refunded >= @amount", new { payment, amount = chosen.Amount }),
            Writing.Reversal(id, payment, chosen.Id));
    }

    /// <summary>Changes the row, and if that had an effect writes it down.</summary>
    private Task<bool> WriteAsync((string Sql, object? Parameters) change, (string Sql, object? Parameters)[] ledger) => host.RunAsync(async services =>
    {
        var sql = services.GetRequiredService<Sql<PaymentsModule>>();
        if (await sql.ExecuteAsync(change.Sql, change.Parameters) == 0)
        {
            return false;
        }

        foreach (var (text, parameters) in ledger)
        {
            await sql.ExecuteAsync(text, parameters);
        }

        return true;
    });

    private async Task ShouldBeInOrderAsync(int accepted)
    {
        (await host.QueryAsync<int>("SELECT count(*)::int FROM payments.ledger_transactions WHERE payment_id = ANY (@payments)", new { payments = _payments })).ShouldBe([accepted]);
        (await host.QueryAsync<Guid>(
            "SELECT transaction_id FROM payments.ledger_entries GROUP BY transaction_id HAVING sum(debit) <> sum(credit) OR count(*) < 2")).ShouldBeEmpty();
        (await host.QueryAsync<string>(
            """
            SELECT format('%s: %s captured, %s refunded; the row says %s of %s, %s', p.id, b.captured, b.refunded, p.captured, p.authorized, p.refunded)
            FROM payments.payments p JOIN LATERAL (
                SELECT COALESCE(sum(e.credit - e.debit) FILTER (WHERE e.account = 'sales'), 0) AS captured,
                    COALESCE(sum(e.debit - e.credit) FILTER (WHERE e.account = 'refunds'), 0) AS refunded
                FROM payments.ledger_transactions t JOIN payments.ledger_entries e ON e.transaction_id = t.id WHERE t.payment_id = p.id) b ON true
            WHERE p.id = ANY (@payments)
            AND NOT (b.captured = p.captured AND b.refunded = p.refunded AND 0 <= b.refunded AND b.refunded <= b.captured AND b.captured <= p.authorized)
            """,
            new { payments = _payments })).ShouldBeEmpty();
        using var staff = host.CreateStaff();
        var balance = (await staff.GetFromJsonAsync<JsonNode>("/v1/ledger/trial-balance"))!;
        ((bool)balance["balanced"]!).ShouldBeTrue(balance.ToJsonString());
        ((long)balance["totals"]![0]!["debit"]!).ShouldBeGreaterThan(0);
    }

    private sealed record Recorded(Guid Id, string Kind, long Amount);
}
