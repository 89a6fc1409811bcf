using System.Text;
using Roost;
using Roost.Messaging.Jobs;

namespace Shop.Catalog.Imports;

/// <summary>
/// Takes a file in while it arrives, and stages its lines for the job, all in one transaction with the job itself: either both are there or neither is. What keeps
/// a file from being read at all is said at once; what is wrong with one line, by the job.
/// </summary>
internal sealed class Upload(ImportRepository imports, IJobs jobs, TimeProvider time)
{
    // So much is imported with one commit.
    private const int BatchLines = 1000;
    private const int BatchCharacters = 256 * 1024;
    private const int ReadBytes = 32 * 1024;

    public async Task<Result<Import>> StageAsync(Guid id, Stream file, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file, new UTF8Encoding(), detectEncodingFromByteOrderMarks: false, ReadBytes, leaveOpen: true);
        var csv = new CsvReader(text);
        if (await csv.ReadAsync(cancellationToken) is not { } header)
        {
            return ImportErrors.Empty;
        }

        var columns = ImportColumns.Match(header);
        if (!columns.IsSuccess)
        {
            return columns.Error;
        }

        var batch = new List<StagedLine>();
        var (lines, batches, characters) = (0, 0, 0);
        while (await csv.ReadAsync(cancellationToken) is { } record)
        {
            if (record is { IsLast: true, Fault: { } fault })
            {
                return ImportErrors.Malformed(record.Line, fault);
            }

            if (record.IsBlank)
            {
                continue;
            }

            lines++;
            batch.Add(columns.Value.Arrange(record));
            characters += record.Fields.Sum(field => field.Length);
            if (batch.Count == BatchLines || characters > BatchCharacters)
            {
                await imports.StageAsync(id, batches++, batch, cancellationToken);
                batch.Clear();
                characters = 0;
            }
        }

        if (batch.Count > 0)
        {
            await imports.StageAsync(id, batches, batch, cancellationToken);
        }

        var import = new Import { Id = id, JobId = jobs.Enqueue(new ImportProducts(id)), Lines = lines, CreatedAt = time.GetUtcNow() };
        await imports.AddAsync(import, cancellationToken);
        return import;
    }
}
