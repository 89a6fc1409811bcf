using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Roost.Edge.Filters;

/// <summary>
/// Finds which parameters of a route, query or header could not be read. Endpoints whose delegates are generated at compile time do not say:
/// they set 400, and run the filters with defaults in the place of what they could not read.
/// </summary>
internal sealed class UnreadParameters(IEnumerable<ParameterInfo> parameters)
{
    private static readonly MethodInfo Generic = typeof(UnreadParameters).GetMethod(nameof(Reads), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly (string Name, Func<HttpContext, string?> Text, Func<string, bool> Reads)[] _parsed =
        [.. from parameter in parameters let reads = ReaderOf(parameter.ParameterType) where reads is not null select Describe(parameter, reads)];

    /// <summary>Whether there is no parameter that could be unreadable.</summary>
    public bool IsEmpty => _parsed.Length == 0;

    /// <summary>What is wrong by parameter, in the client's names; <see langword="null"/> if all could be read.</summary>
    public Error? Find(HttpContext context)
    {
        if (context.Response.StatusCode != StatusCodes.Status400BadRequest)
        {
            return null;
        }

        var unread = _parsed.Where(parameter => parameter.Text(context) is { Length: > 0 } text && !parameter.Reads(text)).ToDictionary(
            parameter => parameter.Name,
            _ => new[] { "is not valid" });
        return unread.Count == 0 ? null : Error.Invalid(unread);
    }

    private static (string Name, Func<HttpContext, string?> Text, Func<string, bool> Reads) Describe(ParameterInfo parameter, Func<string, bool> reads)
    {
        foreach (var source in parameter.GetCustomAttributes())
        {
            switch (source)
            {
                case IFromHeaderMetadata { Name: var given }:
                    var header = given ?? parameter.Name!;
                    return (header, context => context.Request.Headers[header], reads);
                case IFromQueryMetadata { Name: var given }:
                    var field = given ?? parameter.Name!;
                    return (field, context => context.Request.Query[field], reads);
                case IFromRouteMetadata { Name: { } part }:
                    return (part, context => context.Request.RouteValues[part] as string, reads);
            }
        }

        var name = parameter.Name!;
        return (name, context => context.Request.RouteValues[name] as string ?? context.Request.Query[name], reads);
    }

    /// <summary>How a type is read from a text; <see langword="null"/> if it is not.</summary>
    private static Func<string, bool>? ReaderOf(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type.IsEnum ? text => Enum.TryParse(type, text, ignoreCase: true, out _)
            : type != typeof(string) && type.GetInterfaces().Any(candidate => IsParsable(candidate, type)) ? Generic.MakeGenericMethod(type).CreateDelegate<Func<string, bool>>()
            : null;
    }

    private static bool IsParsable(Type candidate, Type type) =>
        candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IParsable<>) && candidate.GenericTypeArguments[0] == type;

    private static bool Reads<T>(string text)
        where T : IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out _);
}
