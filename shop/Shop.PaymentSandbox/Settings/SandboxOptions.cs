namespace Shop.PaymentSandbox.Settings;

/// <summary>The settings in the section <c>Sandbox</c>.</summary>
internal sealed class SandboxOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Section = "Sandbox";

    /// <summary>The folder that holds the journal; made when absent, used by one process at a time.</summary>
    /// <value>No default: it must be set.</value>
    public string? DataFolder { get; set; }

    /// <summary>How long <c>pm_slow</c> takes before it charges, in seconds.</summary>
    /// <value>5; 0 to 60.</value>
    public double SlowSeconds { get; set; } = 5;
}
