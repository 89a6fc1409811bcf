using System.ComponentModel.DataAnnotations;

namespace Roost.Topology;

/// <summary>What this process is. Section <c>Roost:Host</c>.</summary>
public sealed class HostOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Host";

    /// <summary>The host's name in logs, traces and metrics.</summary>
    /// <value>The default is <c>single</c>.</value>
    [Required, StringLength(63, MinimumLength = 1)]
    public string Name { get; set; } = "single";

    /// <summary>Its roles: <c>api</c>, <c>worker</c>, <c>gateway</c>.</summary>
    /// <value>The default is <c>api</c> and <c>worker</c>.</value>
    public string[]? Roles { get; set; }

    /// <summary>The modules that it activates; <c>*</c> for all in the image.</summary>
    /// <value>The default is all.</value>
    public string[]? Modules { get; set; }
}
