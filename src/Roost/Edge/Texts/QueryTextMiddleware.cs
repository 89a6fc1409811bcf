using Microsoft.AspNetCore.Http;
using Roost.Edge.Errors;

namespace Roost.Edge.Texts;

/// <summary>
/// Refuses a query with a text that is none, whatever reads it later. Paths and headers need no look: the server lets none through,
/// and a query cannot spell half of a surrogate pair.
/// </summary>
internal sealed class QueryTextMiddleware(RequestDelegate next)
{
    private const string Spelled = "%00";

    public Task InvokeAsync(HttpContext context) =>
        // Nearly no query has it, and to take one apart costs more than this.
        context.Request.QueryString.Value?.Contains(Spelled, StringComparison.Ordinal) == true && Find(context.Request.Query) is { } field
            ? Problems.WriteAsync(context, Error.Invalid(new Dictionary<string, string[]> { [field] = [WholeText.Rule] }))
            : next(context);

    private static string? Find(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (!WholeText.Is(name))
            {
                return "query";
            }

            if (!values.All(WholeText.Is))
            {
                return name;
            }
        }

        return null;
    }
}
