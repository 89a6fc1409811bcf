using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Roost.Startup;

namespace Roost.Configuration;

internal sealed partial class OptionsCheck<TOptions>(string section, IOptions<TOptions> options) : IStartupCheck
    where TOptions : class
{
    public ValueTask CheckAsync(ICollection<Fault> faults, CancellationToken cancellationToken)
    {
        try
        {
            _ = options.Value;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var failure in exception.Failures)
            {
                faults.Add(Fault(failure));
            }
        }
        catch (InvalidOperationException exception)
        {
            // The binder's own: a value that cannot be converted, or keys that the class does not have.
            var unknown = UnknownKeys().Match(exception.Message);
            faults.Add(Fault(unknown.Success
                ? $"There is no such key: {unknown.Groups["keys"].Value.Replace("'", "", StringComparison.Ordinal)}."
                : exception.Message));
        }

        return default;
    }

    [GeneratedRegex("^'ErrorOnUnknownConfiguration' was set .* the instance of [^:]+: (?<keys>.+)$")]
    private static partial Regex UnknownKeys();

    private Fault Fault(string what) => new(
        "RST002",
        what,
        $"configuration section {section} ({typeof(TOptions).Name})",
        $"Correct it in appsettings.json or by an environment variable {section.Replace(":", "__", StringComparison.Ordinal)}__<Key>; docs/configuration.md lists every key.");
}
