using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Roost.Postgres.Embedded;
using Roost.Postgres.UnitsOfWork;
using Shop.Payments;
using Shop.Payments.Contracts;

namespace Shop.Tests.Payments;

/// <summary>Payments that are authorised first. An order's authorisation has the order's id as its operation id.</summary>
public sealed partial class PaymentsHost
{
    internal TenantId Tenant => _tenant;

    internal Task<Result<PaymentReceipt>> AuthorizeAsync(Guid order, string method = "pm_ok", long amount = 1999) =>
        CallAsync(payments => payments.AuthorizeAsync(new(order, order, new(amount, "EUR"), method), CancellationToken.None));

    internal Task<Result<PaymentReceipt>> CaptureAsync(Guid payment, Guid operation, long? amount = null) =>
        CallAsync(payments => payments.CaptureAsync(new(operation, payment, amount), CancellationToken.None));

    internal Task<Result> VoidAsync(Guid order) => VoidAsync(order, order);

    internal Task<Result> VoidAsync(Guid authorization, Guid order) =>
        CallAsync(payments => payments.VoidAsync(new(Guid.CreateVersion7(), authorization, order), CancellationToken.None));

    internal Task<T> CallAsync<T>(Func<IPayments, Task<T>> call) => _host!.CallAsync(_tenant, call);

    /// <summary>Lets an order's payment have been asked for so long ago.</summary>
    internal Task AgeAsync(Guid order, TimeSpan age) => AgeAsync(_host!, order, age);

    /// <summary>Waits until nothing is under way in the background, which has not failed.</summary>
    internal async Task SettledAsync()
    {
        await _host!.Database.SettledAsync();
        (await LookAsync<string>("SELECT error FROM roost.job_error")).ShouldBeEmpty();
    }

    /// <summary>Sends a job, and waits until it and what it has asked for is over without a failure.</summary>
    internal Task SendAsync<TJob>(TJob job)
        where TJob : notnull => SendAsync(_tenant, job);

    internal Task SendTenantFreeAsync<TJob>(TJob job)
        where TJob : notnull => SendAsync(null, job);

    /// <summary>Runs work as an operation of the module's.</summary>
    internal Task<T> RunAsync<T>(Func<IServiceProvider, Task<T>> work) => _host!.RunAsync(_tenant, work);

    /// <summary>What the ledger records of an order, in the order of time, as kind and the amount that goes to or comes from the provider.</summary>
    internal Task<IReadOnlyList<string>> LedgerAsync(Guid order) => QueryAsync<string>(
        """
        SELECT t.kind || ' ' || sum(CASE WHEN e.account = CASE WHEN t.kind IN ('Authorization', 'Void') THEN 'provider_holds' ELSE 'provider_receivable' END
            THEN e.debit + e.credit ELSE 0 END)
        FROM payments.ledger_transactions t
        JOIN payments.ledger_entries e ON e.transaction_id = t.id
        JOIN payments.payments p ON p.id = t.payment_id
        WHERE p.order_id = @order
        GROUP BY t.id, t.kind, t.recorded_at ORDER BY t.recorded_at, t.id
        """,
        new { order });

    /// <summary>What is held for an order's payment by the ledger.</summary>
    internal async Task<long> HeldAsync(Guid order) => (await QueryAsync<long>(
        """
        SELECT COALESCE(sum(e.debit - e.credit), 0)::bigint
        FROM payments.payments p JOIN payments.ledger_transactions t ON t.payment_id = p.id JOIN payments.ledger_entries e ON e.transaction_id = t.id
        WHERE p.order_id = @order AND e.account = 'provider_holds'
        """,
        new { order })).Single();

    /// <summary>Reads as the module does.</summary>
    internal Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        _host!.RunAsync(_tenant, services => services.GetRequiredService<Sql<PaymentsModule>>().QueryAsync<T>(sql, parameters));

    /// <summary>Writes as the module does, all of it in one transaction.</summary>
    internal Task WriteAsync(params (string Sql, object? Parameters)[] statements) => _host!.RunAsync(_tenant, async services =>
    {
        var sql = services.GetRequiredService<Sql<PaymentsModule>>();
        foreach (var (text, parameters) in statements)
        {
            await sql.ExecuteAsync(text, parameters);
        }

        return true;
    });

    /// <summary>Looks past row-level security.</summary>
    internal async Task<IReadOnlyList<T>> LookAsync<T>(string sql, object? parameters = null)
    {
        await using var superuser = await _host!.Database.OpenAsync(ClusterRole.Superuser);
        return (await superuser.QueryAsync<T>(sql, parameters)).AsList();
    }

    private async Task SendAsync<TJob>(TenantId? tenant, TJob job)
        where TJob : notnull
    {
        await _host!.Services.GetRequiredService<IJobSender>().SendAsync(new CallContext(tenant, Principal.System, "test"), job);
        await SettledAsync();
    }

    internal Task<Npgsql.NpgsqlConnection> OpenAsync(ClusterRole role) => _host!.Database.OpenAsync(role);
}
