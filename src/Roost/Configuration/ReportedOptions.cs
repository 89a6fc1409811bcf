using Microsoft.Extensions.Options;

namespace Roost.Configuration;

/// <summary>Reads options in places that run before the start-up report.</summary>
internal static class ReportedOptions
{
    /// <summary>The options; their defaults if they are faulty, which the report will say and the host will not start.</summary>
    public static TOptions ValueOrDefaults<TOptions>(this IOptions<TOptions> options)
        where TOptions : class, new()
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException)
        {
            return new();
        }
        catch (InvalidOperationException)
        {
            return new();
        }
    }
}
