using Roost;
using Roost.Messaging.Jobs;
using Roost.Operations;
using Shop.Catalog.Products;

namespace Shop.Catalog.Imports;

/// <summary>
/// Imports a file batch by batch, each with a commit of its own that also takes the batch away: an attempt after a crash goes on where the last commit was, and
/// counts no line twice.
/// </summary>
internal sealed class ImportProductsHandler(ImportRepository imports, ProductImport products, ImportLine reader, Operation operation, TimeProvider time) : IJobHandler<ImportProducts>
{
    // A dead letter can be tried again for so long.
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public async Task<Result> HandleAsync(ImportProducts job, JobRun run, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(job.ImportId, cancellationToken) is not { } import)
        {
            return ImportErrors.Gone;
        }

        while (await imports.NextAsync(import.Id, cancellationToken) is var (number, lines))
        {
            await ImportAsync(import, number, lines, cancellationToken);
            await operation.CommitAsync(cancellationToken);
            await run.ReportAsync(import.Done, import.Lines, new { import.Created, import.Updated, import.Failed }, cancellationToken);
        }

        run.Return(new ImportResult(import.Lines, import.Created, import.Updated, import.Failed, await imports.ErrorsAsync(import.Id, cancellationToken)));
        await imports.ClearAsync(import.Id, time.GetUtcNow() - Keep, cancellationToken);
        return Result.Success;
    }

    private async Task ImportAsync(Import import, int number, StagedLine[] lines, CancellationToken cancellationToken)
    {
        List<ImportError> errors = [];
        // Of two lines with one SKU the later counts, as if they had come one after the other.
        Dictionary<string, CreateProduct> bySku = [];
        var good = 0;
        foreach (var line in lines)
        {
            var (product, faults) = reader.Read(line);
            errors.AddRange(faults);
            if (product is not null)
            {
                good++;
                bySku[product.Sku] = product;
            }
        }

        var created = await products.WriteAsync([.. bySku.Values], cancellationToken);
        import.Created += created;
        import.Updated += good - created;
        import.Failed += lines.Length - good;
        await imports.FinishAsync(import, number, errors, cancellationToken);
    }
}
