using Bench.Common;

// The contestant to beat: minimal APIs and nothing else. The log is that of the framework's templates: there, and silent about requests that succeed.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
var app = builder.Build();
app.MapGet("/v1/items/{id:int}", (int id) => TypedResults.Ok(Item.Find(id)));
app.Run();
