using System.ComponentModel.DataAnnotations;

namespace Roost.Topology;

/// <summary>What this process is. Section <c>Roost:Host</c>.</summary>
public sealed class RoostHostOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Roost:Host";

    /// <summary>The host's name in logs, traces and metrics.</summary>
    /// <value>The default is <c>single</c>.</value>
    [Required, StringLength(63, MinimumLength = 1)]
    public string Name { get; set; } = "single";

    /// <summary>
    /// The topology file that this host is in, under its <see cref="Name"/>: an absolute path, or one that begins where the application lies. The file then
    /// decides on <see cref="Roles"/> and <see cref="Modules"/>, and on the ports.
    /// </summary>
    /// <value>The default is none.</value>
    public string? Topology { get; set; }

    /// <summary>The address that the ports of the topology are opened at: <c>*</c> for all that the machine has, as in a container.</summary>
    /// <value>The default is <c>127.0.0.1</c>.</value>
    [Required]
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>What it does, with commas in between: <c>api</c>, <c>worker</c>, <c>gateway</c>.</summary>
    /// <value>The default is <c>api,worker</c>.</value>
    [Required]
    public string Roles { get; set; } = "api,worker";

    /// <summary>The modules that it activates, with commas in between; <c>*</c> for all in the image.</summary>
    /// <value>The default is <c>*</c>.</value>
    [Required]
    public string Modules { get; set; } = "*";
}
