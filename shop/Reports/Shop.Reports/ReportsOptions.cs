using System.ComponentModel.DataAnnotations;

namespace Shop.Reports;

/// <summary>How far back reports are compared with their sources. Section <c>Modules:reports</c>.</summary>
internal sealed class ReportsOptions
{
    /// <summary>How many days before the present one are rebuilt every night.</summary>
    /// <value>The default is 7.</value>
    [Range(0, 366)]
    public int RebuildDays { get; set; } = 7;
}
