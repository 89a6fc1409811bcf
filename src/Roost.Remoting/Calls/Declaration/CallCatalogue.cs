using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Roost.Model;
using Roost.Remoting.Contracts.Client;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Remoting.Calls.Declaration;

/// <summary>The calls of this host's modules, as they are declared and as operators have changed them.</summary>
internal sealed class CallCatalogue
{
    private readonly Dictionary<string, CallSettings> _calls = new(StringComparer.Ordinal);

    public CallCatalogue(ApplicationModel model, HostShape shape, IConfiguration configuration)
    {
        foreach (var (module, call) in model.Facts<CallFact>())
        {
            var options = Read(configuration.GetSection($"{CallOptions.Section}:{call.Name}"));
            var settings = call.Declared.With(options);
            Check(call, options, settings);
            if (shape.Activates(module))
            {
                _calls.TryAdd(call.Name, settings);
            }
        }

        foreach (var contract in Far(model, shape))
        {
            _calls.TryAdd(contract.Name, ContractCalls.With(Read(configuration.GetSection($"{ContractCalls.Section}:{contract.Name}"))));
        }
    }

    /// <summary>What is wrong with what operators say; the host does not start then.</summary>
    public List<Fault> Faults { get; } = [];

    public IReadOnlyDictionary<string, CallSettings> Calls => _calls;

    /// <summary>The contracts that this host uses and other hosts have.</summary>
    public static IEnumerable<Type> Far(ApplicationModel model, HostShape shape) => shape.Modules.SelectMany(module => module.Uses).Concat(model.UsedByHosts)
        .Where(contract => model.ExporterOf(contract) is { } exporter && !shape.Activates(exporter))
        .Distinct();

    private CallOptions Read(IConfigurationSection section)
    {
        try
        {
            var options = section.Get<CallOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new();
            var failures = new List<ValidationResult>();
            if (!Validator.TryValidateObject(options, new(options), failures, validateAllProperties: true))
            {
                Faults.AddRange(failures.Select(failure => Misread(section, $"{string.Join(", ", failure.MemberNames)}: {failure.ErrorMessage}")));
                return new();
            }

            return options;
        }
        catch (InvalidOperationException exception)
        {
            // The binder's own: a value that cannot be converted, or keys that the class does not have.
            Faults.Add(Misread(section, exception.Message));
            return new();
        }
    }

    private void Check(CallFact call, CallOptions options, CallSettings settings)
    {
        if (settings.AttemptTimeout > settings.Timeout)
        {
            Faults.Add(new(
                "RST112",
                $"An attempt at a call to '{call.Name}' may take {settings.AttemptTimeout}, and the call with all its attempts only {settings.Timeout}.",
                $"{CallOptions.Section}:{call.Name}",
                $"Make {nameof(CallOptions.AttemptTimeout)} no longer than {nameof(CallOptions.Timeout)}, in the module's .Calls(\"{call.Name}\", …) or in this section."));
        }

        if (options.Attempts > call.Declared.Attempts)
        {
            Faults.Add(new(
                "RST114",
                $"Calls to '{call.Name}' are to have {options.Attempts} attempts, and the module that makes them reckons with {call.Declared.Attempts} at most.",
                $"{CallOptions.Section}:{call.Name}:{nameof(CallOptions.Attempts)}",
                $"Make it {call.Declared.Attempts} or fewer; whether more do no harm the module decides, with .Calls(\"{call.Name}\", call => call.Attempts(…))."));
        }
    }

    private static Fault Misread(IConfigurationSection section, string what) => new(
        "RST002",
        what,
        $"configuration section {section.Path} ({nameof(CallOptions)})",
        $"Correct it in appsettings.json or by an environment variable {section.Path.Replace(":", "__", StringComparison.Ordinal)}__<Key>; docs/configuration.md lists every key.");
}
