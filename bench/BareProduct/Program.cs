using Npgsql;

// What a product costs where nothing is between the web server and its row: what growth is measured against. BENCH_DATABASE is the connection string.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
await using var database = NpgsqlDataSource.Create(
    Environment.GetEnvironmentVariable("BENCH_DATABASE") ?? throw new InvalidOperationException("BENCH_DATABASE is not set. growth.sh sets it to the connection string of Shop's database."));
var app = builder.Build();
app.MapGet("/livez", () => TypedResults.Ok());
app.MapGet("/v1/products/{id:guid}", async (Guid id, HttpRequest request, CancellationToken cancellation) =>
{
    await using var command = database.CreateCommand(
        """
        SELECT p.sku, p.name, p.description, p.price_amount, p.price_currency, p.created_at, p.version
            FROM catalog.products p JOIN tenants.tenants t ON t.id = p.tenant_id WHERE p.id = $1 AND t.slug = $2
        """);
    command.Parameters.Add(new() { Value = id });
    command.Parameters.Add(new() { Value = request.Headers["X-Tenant"].ToString() });
    await using var rows = await command.ExecuteReaderAsync(cancellation);
    return await rows.ReadAsync(cancellation)
        ? Results.Ok(new Product(id, rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetString(4), rows.GetDateTime(5), rows.GetInt64(6)))
        : Results.NotFound();
});
app.Run();

internal sealed record Product(Guid Id, string Sku, string Name, string Description, long Price, string Currency, DateTime CreatedAt, long Version);
