using Microsoft.Extensions.DependencyInjection;
using Roost.Messaging.Events;
using Roost.Messaging.Streams;
using Roost.Modules;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Messaging.Tests.Streams;

/// <summary>A module whose accounts are streams.</summary>
[Module("till")]
public sealed class TillModule : Module
{
    protected override void Declare(ModuleDeclaration module) => module
        .Stream<Account>("account", stream => stream
            .Event<Opened>("opened", Account.Apply)
            .Event<Deposited>("deposited", Account.Apply)
            .Event<Withdrawn>("withdrawn", Account.Apply)
            .Snapshots(every: 10))
        .Stream<Drawer>("drawer", stream => stream.Event<Counted>("counted", static (drawer, counted) => drawer with { Amount = counted.Amount }))
        .Projection<Balances>("balances", projection => projection.Of<Account>())
        .Projection<InlineBalances>("inline-balances", projection => projection.Of<Account>().Inline())
        .On<Withdrawn, Teller>(job => job.InOrder().Attempts(3).RetryAfter(static _ => TimeSpan.Zero))
        .Services(static services => services.AddSingleton<Counter>());
}

public sealed record Account(string Owner, long Balance, int Entries)
{
    public Account()
        : this("nobody", 0, 0)
    {
    }

    public static Account Apply(Account account, Opened opened) => account with { Owner = opened.Owner };

    public static Account Apply(Account account, Deposited deposited) => account with { Balance = account.Balance + deposited.Amount, Entries = account.Entries + 1 };

    public static Account Apply(Account account, Withdrawn withdrawn) => account with { Balance = account.Balance - withdrawn.Amount, Entries = account.Entries + 1 };
}

public sealed record Opened(string Owner);

public sealed record Deposited(long Amount);

public sealed record Withdrawn(long Amount);

public sealed record Drawer(long Amount)
{
    public Drawer()
        : this(0)
    {
    }
}

public sealed record Counted(long Amount);

/// <summary>What tests do to projections, and what the teller has heard.</summary>
internal sealed class Counter
{
    private readonly List<(string Account, long Amount, CallContext Context, EventRun Run)> _heard = [];

    /// <summary>Called in each run, behind its rows and in their transaction.</summary>
    public Func<IReadOnlyList<StreamEvent>, ProjectionRun, CallContext, Sql<TillModule>, Task> Work { get; set; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>Whether a projection that runs behind the commit commits its operation, which it must not.</summary>
    public bool Commits { get; set; }

    /// <summary>What the teller does with what it has heard.</summary>
    public Func<Withdrawn, EventRun, Result> Hear { get; set; } = (_, _) => Result.Success;

    public IReadOnlyList<(string Account, long Amount, CallContext Context, EventRun Run)> Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public void Add(Withdrawn withdrawn, EventRun run, CallContext context)
    {
        lock (_heard)
        {
            _heard.Add((run.Key!, withdrawn.Amount, context, run));
        }
    }
}

/// <summary>A row an account, which also says whether its events came in order and each once.</summary>
internal class Balances(Sql<TillModule> sql, Operation operation, Counter counter) : IProjection
{
    public async Task ProjectAsync(IReadOnlyList<StreamEvent> events, ProjectionRun run, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            """
            INSERT INTO till.balances AS b (projection, generation, tenant_id, account, balance, first, last, in_order)
            SELECT @Projection, @Generation, NULLIF(current_setting('app.tenant', true), '')::uuid, a.account, sum(a.amount), min(a.version), max(a.version), count(*) = max(a.version) - min(a.version) + 1
            FROM unnest(@accounts, @versions, @amounts) AS a (account, version, amount) GROUP BY a.account
            ON CONFLICT (projection, generation, tenant_id, account) DO UPDATE SET
                balance = b.balance + excluded.balance, last = excluded.last, in_order = b.in_order AND excluded.in_order AND excluded.first = b.last + 1
            """,
            new
            {
                run.Projection,
                run.Generation,
                accounts = events.Select(happened => happened.StreamId).ToArray(),
                versions = events.Select(happened => happened.Version).ToArray(),
                amounts = events.Select(happened => happened.Data switch { Deposited deposited => deposited.Amount, Withdrawn withdrawn => -withdrawn.Amount, _ => 0 }).ToArray(),
            },
            cancellationToken);
        await counter.Work(events, run, operation.Context, sql);
        if (counter.Commits && !run.IsInline)
        {
            await operation.CommitAsync(cancellationToken);
        }
    }

    public Task ClearAsync(int generation, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "DELETE FROM till.balances WHERE projection = @projection AND generation = @generation AND tenant_id = NULLIF(current_setting('app.tenant', true), '')::uuid",
        new { projection = this is InlineBalances ? "till.inline-balances" : "till.balances", generation },
        cancellationToken);
}

internal sealed class InlineBalances(Sql<TillModule> sql, Operation operation, Counter counter) : Balances(sql, operation, counter);

internal sealed class Teller(Counter counter, CallContext context) : IEventHandler<Withdrawn>
{
    public Task<Result> HandleAsync(Withdrawn integrationEvent, EventRun run, CancellationToken cancellationToken)
    {
        var result = counter.Hear(integrationEvent, run);
        if (result.IsSuccess)
        {
            counter.Add(integrationEvent, run, context);
        }

        return Task.FromResult(result);
    }
}
