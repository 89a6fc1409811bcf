using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Edge.Endpoints;
using Roost.Edge.Errors;
using Roost.Edge.OpenApi;
using Roost.Operations;
using Roost.Security.Idempotency;

namespace Shop.Catalog.Imports;

internal sealed class ImportEndpoints : IEndpoints
{
    private static readonly TimeSpan UploadTime = TimeSpan.FromMinutes(5);

    private const string Example =
        """
        sku,name,description,price,currency
        MUG-1,Plain Mug,A mug of white china.,1299,EUR
        LAMP-2,"Lamp, brass","A lamp with a 15"" shade.",8900,EUR

        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/catalog/imports", ImportAsync)
            .Accepts<string>(MediaTypeNames.Text.Csv)
            .RequireAuthorization(Policies.Staff)
            // The whole file has come and was hashed before the first line of it is read: a slow line keeps no transaction open.
            .RequireIdempotencyKey()
            .WithMetadata(new BodyLimit(routes.ServiceProvider.GetRequiredService<IOptions<CatalogOptions>>()))
            .WithSummary("Import products from a CSV file")
            .WithDescription(
                "The first line names the columns, in any order: `sku`, `name`, `description`, `price` (in minor units) and `currency`. A line whose SKU is there changes that product, "
                + "another adds one. The file is imported by a job: the Location says where to ask how it goes. Lines that are wrong are left out, and its result names them by number.")
            .WithExample(Example)
            .WithRequestTimeout(UploadTime);
    }

    private static async Task<Results<Accepted<ImportResponse>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, Upload upload, ImportRepository imports, Operation operation, CancellationToken cancellationToken)
    {
        if (request.GetTypedHeaders().ContentType?.Charset is { HasValue: true } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return ImportErrors.Encoding.ToHttp();
        }

        // A repetition under the same key is told of the job that there is.
        if (await imports.FindAsync(operation.Id, cancellationToken) is { } known)
        {
            return Accepted(known);
        }

        var staged = await upload.StageAsync(operation.Id, request.Body, cancellationToken);
        return staged.IsSuccess ? Accepted(staged.Value) : staged.Error.ToHttp();
    }

    private static Accepted<ImportResponse> Accepted(Import import) => TypedResults.Accepted($"/v1/jobs/{import.JobId}", new ImportResponse(import.JobId, import.Lines));
}
