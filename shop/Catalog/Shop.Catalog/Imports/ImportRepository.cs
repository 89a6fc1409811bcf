using System.Text.Json;
using Roost.Postgres.UnitsOfWork;

namespace Shop.Catalog.Imports;

/// <summary>Uploaded files, in pieces of some hundred lines: SQL, because each piece is written and read once.</summary>
internal sealed class ImportRepository(Sql<CatalogModule> sql)
{
    /// <summary>How many errors are kept of an import.</summary>
    public const int MaxErrors = 1000;

    public async Task<Import?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await sql.QueryAsync(
            "SELECT id, job_id, lines, created_at, created, updated, failed, errors FROM catalog.imports WHERE id = @id",
            new { id },
            row => new Import
            {
                Id = row.GetGuid(0),
                JobId = row.GetGuid(1),
                Lines = row.GetInt32(2),
                CreatedAt = row.GetFieldValue<DateTimeOffset>(3),
                Created = row.GetInt32(4),
                Updated = row.GetInt32(5),
                Failed = row.GetInt32(6),
                Errors = row.GetInt32(7),
            },
            cancellationToken)).FirstOrDefault();

    public Task AddAsync(Import import, CancellationToken cancellationToken) => sql.ExecuteAsync(
        """
        INSERT INTO catalog.imports (id, job_id, lines, created_at, created, updated, failed, errors)
        VALUES (@Id, @JobId, @Lines, @CreatedAt, 0, 0, 0, 0)
        """,
        import,
        cancellationToken);

    public Task StageAsync(Guid importId, int number, IReadOnlyList<StagedLine> lines, CancellationToken cancellationToken) => sql.ExecuteAsync(
        "INSERT INTO catalog.import_batches (import_id, number, content) VALUES (@importId, @number, @content)",
        new { importId, number, content = JsonSerializer.SerializeToUtf8Bytes(lines) },
        cancellationToken);

    /// <summary>The first lines that wait still, by the primary key; <see langword="null"/> if none do.</summary>
    public async Task<(int Number, StagedLine[] Lines)?> NextAsync(Guid importId, CancellationToken cancellationToken) =>
        await sql.QueryAsync(
            "SELECT number, content FROM catalog.import_batches WHERE import_id = @importId ORDER BY number LIMIT 1",
            new { importId },
            row => (row.GetInt32(0), JsonSerializer.Deserialize<StagedLine[]>(row.GetFieldValue<byte[]>(1))!),
            cancellationToken) is [var batch] ? batch : null;

    /// <summary>Writes that a batch is done with, in the transaction that imports it.</summary>
    public async Task FinishAsync(Import import, int number, IReadOnlyList<ImportError> errors, CancellationToken cancellationToken)
    {
        var kept = errors.Take(MaxErrors - import.Errors).ToList();
        if (kept.Count > 0)
        {
            await sql.ExecuteAsync(
                """
                INSERT INTO catalog.import_errors (import_id, number, line, field, message)
                SELECT @id, @first + n, line, field, message FROM unnest(@lines, @fields, @messages) WITH ORDINALITY AS error (line, field, message, n)
                """,
                new { id = import.Id, first = import.Errors, lines = kept.Select(error => error.Line).ToArray(), fields = kept.Select(error => error.Field).ToArray(), messages = kept.Select(error => error.Message).ToArray() },
                cancellationToken);
            import.Errors += kept.Count;
        }

        await sql.ExecuteAsync("DELETE FROM catalog.import_batches WHERE import_id = @id AND number = @number", new { id = import.Id, number }, cancellationToken);
        await sql.ExecuteAsync(
            "UPDATE catalog.imports SET created = @Created, updated = @Updated, failed = @Failed, errors = @Errors WHERE id = @Id",
            import,
            cancellationToken);
    }

    public Task<IReadOnlyList<ImportError>> ErrorsAsync(Guid importId, CancellationToken cancellationToken) => sql.QueryAsync(
        "SELECT line, field, message FROM catalog.import_errors WHERE import_id = @importId ORDER BY number",
        new { importId },
        row => new ImportError(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2)),
        cancellationToken);

    /// <summary>Throws away what the result of a job that is over says, and what older imports have left behind: those that were cancelled, or died and were not tried again.</summary>
    public async Task ClearAsync(Guid importId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "DELETE FROM catalog.import_errors WHERE import_id = @importId OR import_id IN (SELECT id FROM catalog.imports WHERE created_at < @before)", new { importId, before }, cancellationToken);
        await sql.ExecuteAsync("DELETE FROM catalog.import_batches WHERE import_id IN (SELECT id FROM catalog.imports WHERE created_at < @before)", new { before }, cancellationToken);
        await sql.ExecuteAsync("DELETE FROM catalog.imports WHERE created_at < @before AND id <> @importId", new { importId, before }, cancellationToken);
    }
}
