using Microsoft.Extensions.Options;
using Roost.Startup;

namespace Roost.Configuration;

internal sealed class OptionsCheck<TOptions>(string section, IOptions<TOptions> options) : IStartupCheck
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
            // The binder's own: a value that cannot be converted, or a key that the class does not have.
            faults.Add(Fault(exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message));
        }

        return default;
    }

    private Fault Fault(string what) => new(
        "RST002",
        what,
        $"configuration section {section} ({typeof(TOptions).Name})",
        $"Correct it in appsettings.json or by an environment variable {section.Replace(":", "__", StringComparison.Ordinal)}__<Key>; docs/configuration.md lists every key.");
}
