using Microsoft.Extensions.Options;

namespace Shop.PaymentSandbox.Settings;

/// <summary>Reports every faulty setting at once, by the name that it is set by.</summary>
internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            faults.Add("Sandbox:DataFolder is not set. Give the folder that keeps the charges, for example by the environment variable Sandbox__DataFolder=./sandbox-data.");
        }

        if (options.SlowSeconds is not (>= 0 and <= 60))
        {
            faults.Add($"Sandbox:SlowSeconds is {options.SlowSeconds}. Give 0 to 60 seconds.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
