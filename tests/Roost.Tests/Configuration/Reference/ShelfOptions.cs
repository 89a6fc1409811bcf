using System.ComponentModel.DataAnnotations;

namespace Roost.Tests.Configuration.Reference;

/// <summary>What a shelf is. Section <c>Shelf</c>.</summary>
/// <remarks>Shelves are
/// <see langword="static"/>, see <see href="https://shelf.example">here</see>.</remarks>
internal sealed class ShelfOptions
{
    /// <summary>Its name, <c>a|b</c> or &lt;none&gt;.</summary>
    /// <value>The default is nobody's business.</value>
    [Required, StringLength(20, MinimumLength = 2)]
    public string? Name { get; set; }

    /// <summary>How long it lasts; see <see cref="Limits"/>.</summary>
    /// <value>The default is 90 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.250", "2.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long it waits.</summary>
    /// <value>The default is as long as it lasts.</value>
    public TimeSpan? Wait { get; set; }

    /// <summary>What it bears.</summary>
    /// <value>The default is 64 KiB; zero bears nothing.</value>
    [Range(0L, long.MaxValue)]
    public long CapacityBytes { get; set; } = 64 << 10;

    /// <summary>Its wood.</summary>
    /// <remarks>Oak lasts.</remarks>
    public Wood? Wood { get; set; }

    /// <summary>Its limits.</summary>
    [Required]
    public Limit Limits { get; set; } = new() { Most = 7 };

    /// <summary>Its tags.</summary>
    [Shouted, MaxLength(3)]
    public string[] Tags { get; set; } = ["A", "B"];

    /// <summary>Its owners.</summary>
    public Dictionary<string, int> Shares { get; } = [];

    /// <summary>Its parts.</summary>
    public IList<Limit> Parts { get; } = [];

    /// <summary>The shelves below.</summary>
    public IList<ShelfOptions> Below { get; } = [];

    /// <summary>Nothing that is configured.</summary>
    public bool IsLow => CapacityBytes < 10;
}

internal enum Wood
{
    Oak,
    Pine,
}

/// <summary>A limit.</summary>
internal sealed class Limit
{
    /// <summary>The most.</summary>
    [Range(1, int.MaxValue)]
    public int Most { get; set; } = 1;
}

/// <summary>Each in capitals.</summary>
internal sealed class ShoutedAttribute : ValidationAttribute;
