using System.ComponentModel.DataAnnotations;

namespace Shop.Inventory;

/// <summary>How long stock is kept for a sale. Section <c>Modules:inventory</c>.</summary>
internal sealed class InventoryOptions
{
    /// <summary>How long stock is put aside for a checkout. What is not sold by then can be sold to others, within a minute or so.</summary>
    /// <value>The default is 15 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromMinutes(15);
}
