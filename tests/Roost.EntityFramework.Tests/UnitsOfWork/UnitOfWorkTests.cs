using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Roost.Operations;
using Roost.Postgres;
using Roost.Postgres.UnitsOfWork;
using Roost.Testing.Databases;
using Roost.Testing.Modules;

namespace Roost.EntityFramework.Tests.UnitsOfWork;

public sealed class UnitOfWorkTests(PostgresServer server) : IAsyncLifetime
{
    private readonly TenantId _tenant = TenantId.New();
    private ModuleHost _host = null!;

    // One connection: whatever leaks it stops the next test step dead.
    public async ValueTask InitializeAsync() => _host = await new ModuleHostBuilder<NotesModule>(server)
        .With("Roost:Postgres:PoolSize", "1")
        .With("Roost:Postgres:ConnectTimeout", "00:00:20")
        .StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_an_operation_wrote_is_there_for_the_next_and_for_its_tenant_only()
    {
        await WriteAsync("first");

        (await CountAsync(_tenant)).ShouldBe((1, 1));
        (await CountAsync(TenantId.New())).ShouldBe((0, 0));
        (await CountAsync(null)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_operation_without_a_tenant_cannot_write_by_entity_framework_nor_by_sql()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(null, s => s.Db.AddAsync(NewNote("x")).AsTask()));
        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync(null, s => s.Sql.ExecuteAsync(Insert, new { id = Guid.CreateVersion7() })));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Every_way_out_gives_the_connection_back()
    {
        for (var i = 0; i < 3; i++)
        {
            await Should.ThrowAsync<FormatException>(() => RunAsync<int>(_tenant, async s =>
            {
                s.Db.Add(NewNote($"undone {i}"));
                await s.Db.SaveChangesAsync();
                throw new FormatException();
            }));
            await Should.ThrowAsync<DbUpdateException>(() => RunAsync(_tenant, async s =>
            {
                s.Db.AddRange(NewNote("same"), NewNote("same"));
                return await s.Db.SaveChangesAsync();
            }));
            await Should.ThrowAsync<PostgresException>(() => RunAsync(_tenant, s => s.Sql.QueryAsync<int>("SELECT 1 / 0")));
            await Should.ThrowAsync<PostgresException>(() => RunAsync(_tenant, s => s.Db.Database.SqlQueryRaw<int>("SELECT 1 / 0 AS \"Value\"").ToListAsync()));
        }

        (await CountAsync(_tenant)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_write_that_failed_dooms_its_operation_even_if_it_was_the_first()
    {
        foreach (var before in new[] { "SELECT 1", Insert })
        {
            await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_tenant, async s =>
            {
                await s.Sql.WriteAsync<int>(before.StartsWith("SELECT", StringComparison.Ordinal) ? before : $"{before} RETURNING 1", new { id = Guid.CreateVersion7() });
                await Should.ThrowAsync<PostgresException>(() => s.Sql.ExecuteAsync("SELECT 1 / 0"));
                return 0;
            }));
        }

        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_tenant, async s =>
        {
            await Should.ThrowAsync<PostgresException>(() => s.Sql.ExecuteAsync("SELECT 1 / 0"));
            return await s.Sql.ExecuteAsync(Insert, new { id = Guid.CreateVersion7() });
        }));
        (await CountAsync(_tenant)).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_statement_that_failed_in_a_transaction_dooms_it_also_by_entity_framework_and_if_it_only_read(bool reads)
    {
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_tenant, async s =>
        {
            await s.Sql.ExecuteAsync(Insert, new { id = Guid.CreateVersion7() });
            await Should.ThrowAsync<PostgresException>(() => reads
                ? s.Db.Database.SqlQueryRaw<int>("SELECT 1 / 0 AS \"Value\"").ToListAsync()
                : s.Db.Database.ExecuteSqlAsync($"SELECT 1 / 0"));
            return 0;
        }));
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_tenant, async s =>
        {
            await s.Sql.ExecuteAsync(Insert, new { id = Guid.CreateVersion7() });
            await Should.ThrowAsync<PostgresException>(() => s.Sql.QueryAsync<int>("SELECT 1 / 0"));
            return 0;
        }));

        (await CountAsync(_tenant)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task What_is_null_has_the_type_of_its_property()
    {
        var nothing = new
        {
            a = (long?)null,
            b = (int?)null,
            c = (short?)null,
            d = (bool?)null,
            e = (decimal?)null,
            f = (double?)null,
            g = (float?)null,
            h = (Guid?)null,
            i = (DateTimeOffset?)null,
            j = (DateOnly?)null,
            k = (TimeOnly?)null,
            l = (TimeSpan?)null,
            m = (byte[]?)null,
        };

        var types = await RunAsync(_tenant, s => s.Sql.WriteAsync<string>(
            """
            SELECT unnest(ARRAY[pg_typeof(@a), pg_typeof(@b), pg_typeof(@c), pg_typeof(@d), pg_typeof(@e), pg_typeof(@f), pg_typeof(@g),
                pg_typeof(@h), pg_typeof(@i), pg_typeof(@j), pg_typeof(@k), pg_typeof(@l), pg_typeof(@m)])::text
            """,
            nothing));

        types.ShouldBe(
            ["bigint", "integer", "smallint", "boolean", "numeric", "double precision", "real", "uuid", "timestamp with time zone", "date", "time without time zone", "interval", "bytea"]);
    }

    [Fact]
    public async Task After_a_commit_in_the_middle_the_connection_is_free_again_for_reads_and_others()
    {
        await RunAsync(_tenant, async s =>
        {
            s.Db.Add(NewNote("one"));
            await s.Db.SaveChangesAsync();
            s.Unit.Connection.State.ShouldBe(ConnectionState.Open);
            await s.Operation.CommitAsync(CancellationToken.None);
            s.Unit.Connection.State.ShouldBe(ConnectionState.Closed);
            (await s.Db.Notes.CountAsync()).ShouldBe(1);
            s.Unit.Connection.State.ShouldBe(ConnectionState.Closed);
            (await CountAsync(_tenant)).ShouldBe((1, 1));

            await s.Db.Notes.ExecuteUpdateAsync(set => set.SetProperty(note => note.Text, "two"));
            await s.Operation.CommitAsync(CancellationToken.None);
            s.Unit.Connection.State.ShouldBe(ConnectionState.Closed);
            return 0;
        });
    }

    [Fact]
    public async Task A_read_that_writes_is_refused_because_it_would_commit_by_itself()
    {
        var refused = await Should.ThrowAsync<PostgresException>(() =>
            RunAsync(_tenant, s => s.Sql.QueryAsync<Guid>(Insert + " RETURNING id", new { id = Guid.CreateVersion7() })));

        refused.SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Fact]
    public async Task A_write_that_opens_the_transaction_gives_what_it_returns_and_commits_with_the_rest()
    {
        var (first, second) = await RunAsync(_tenant, async s =>
        {
            s.Unit.HasOpenTransaction.ShouldBeFalse();
            var written = await s.Unit.WriteAsync(Returning("first"), static reader => reader.GetString(0), CancellationToken.None);
            s.Unit.HasOpenTransaction.ShouldBeTrue();
            s.Db.Add(NewNote("by entity framework"));
            await s.Db.SaveChangesAsync();
            return (written, await s.Unit.WriteAsync(Returning("second"), static reader => reader.GetString(0), CancellationToken.None));
        });
        first.ShouldBe(["first"]);
        second.ShouldBe(["second"]);
        (await CountAsync(_tenant)).ShouldBe((3, 3));

        await Should.ThrowAsync<FormatException>(() => RunAsync<int>(_tenant, async s =>
        {
            await s.Unit.WriteAsync(Returning("undone"), static reader => reader.GetString(0), CancellationToken.None);
            throw new FormatException();
        }));
        (await CountAsync(_tenant)).ShouldBe((3, 3));
        (await Should.ThrowAsync<PostgresException>(() => RunAsync(null, s => s.Unit.WriteAsync(Returning("nobody's"), static reader => reader.GetString(0), CancellationToken.None))))
            .SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        static NpgsqlBatchCommand Returning(string text) =>
            new("INSERT INTO notes.notes (id, text) VALUES (gen_random_uuid(), $1) RETURNING text") { Parameters = { new() { Value = text } } };
    }

    [Fact]
    public async Task A_write_that_fails_in_opening_the_transaction_gives_the_connection_back()
    {
        for (var i = 0; i < 3; i++)
        {
            await Should.ThrowAsync<PostgresException>(() => RunAsync(_tenant, s => s.Unit.WriteAsync(new("SELECT 1 / 0"), static reader => reader.GetInt32(0), CancellationToken.None)));
        }

        await WriteAsync("first");
        (await CountAsync(_tenant)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_unit_that_brings_a_connection_needs_none_of_the_pools()
    {
        var apart = new NpgsqlConnectionStringBuilder(_host.Services.GetRequiredService<IOptions<PostgresOptions>>().Value.App) { Pooling = false };
        await RunAsync(_tenant, async outer =>
        {
            await outer.Unit.BeginAsync(CancellationToken.None);
            return await _host.RunAsync(_tenant, async services =>
            {
                // Before the context, which takes the unit's connection when it is made.
                services.GetRequiredService<UnitOfWork>().Bring(new NpgsqlConnection(apart.ConnectionString));
                services.GetRequiredService<NotesDb>().Add(NewNote("apart"));
                await services.GetRequiredService<NotesDb>().SaveChangesAsync();
                Should.Throw<InvalidOperationException>(() => services.GetRequiredService<UnitOfWork>().Bring(new NpgsqlConnection(apart.ConnectionString)));
                return 0;
            });
        });

        (await CountAsync(_tenant)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_write_that_failed_takes_the_rest_along_even_if_the_failure_was_caught()
    {
        await WriteAsync("old");
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(_tenant, async s =>
        {
            var note = await s.Db.Notes.SingleAsync();
            await WriteAsync("meanwhile", replace: true);
            s.Db.Add(NewNote("along"));
            note.Text = "new";
            await Should.ThrowAsync<DbUpdateConcurrencyException>(() => s.Db.SaveChangesAsync());
            return 0;
        }));

        refusal.Message.ShouldStartWith("A write of this operation failed");
        (await CountAsync(_tenant)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Parts_are_flushed_into_the_transaction_and_learn_how_it_ended()
    {
        var part = new NotePart();
        await RunAsync(_tenant, s =>
        {
            s.Unit.Enlist(part);
            s.Operation.HasOpenTransaction.ShouldBeTrue();
            return Task.FromResult(0);
        });
        part.Outcome.ShouldBe(TransactionOutcome.Committed);
        (await CountAsync(_tenant)).ShouldBe((1, 1));

        var undone = new NotePart();
        await Should.ThrowAsync<FormatException>(() => RunAsync<int>(_tenant, s =>
        {
            s.Unit.Enlist(undone);
            throw new FormatException();
        }));
        undone.Outcome.ShouldBe(TransactionOutcome.RolledBack);
        (await CountAsync(_tenant)).ShouldBe((1, 1));
    }

    private const string Insert = "INSERT INTO notes.notes (id, text) VALUES (@id, @id::text)";

    private static Note NewNote(string text) => new() { Id = Guid.CreateVersion7(), Text = text };

    private Task<int> WriteAsync(string text, bool replace = false) => RunAsync(_tenant, async s =>
    {
        if (replace)
        {
            (await s.Db.Notes.SingleAsync()).Text = text;
        }
        else
        {
            s.Db.Add(NewNote(text));
        }

        return await s.Db.SaveChangesAsync();
    });

    private async Task<(int ByEntityFramework, long BySql)> CountAsync(TenantId? tenant) =>
        await RunAsync(tenant, async s => (await s.Db.Notes.CountAsync(), (await s.Sql.QueryAsync<long>("SELECT count(*) FROM notes.notes"))[0]));

    private Task<T> RunAsync<T>(TenantId? tenant, Func<Tools, Task<T>> work) => _host.RunAsync(tenant, services => work(new(
        services.GetRequiredService<NotesDb>(),
        services.GetRequiredService<Sql<NotesModule>>(),
        services.GetRequiredService<UnitOfWork>(),
        services.GetRequiredService<Operation>())));

    private sealed record Tools(NotesDb Db, Sql<NotesModule> Sql, UnitOfWork Unit, Operation Operation);

    private sealed class NotePart : ITransactionPart
    {
        public bool HasPending { get; private set; } = true;

        public TransactionOutcome? Outcome { get; private set; }

        public async ValueTask FlushAsync(UnitOfWork unit, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand("INSERT INTO notes.notes (id, text) VALUES (gen_random_uuid(), 'part')", unit.Connection, unit.Transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
            HasPending = false;
        }

        public void Completed(TransactionOutcome outcome) => Outcome = outcome;
    }
}
