namespace Roost.Messaging.Tests.Model;

/// <summary>What is declared of a kind of job. Times are in ticks: hours that a test lets pass by moving rows.</summary>
internal sealed record Kind(string Name, string Queue, Limits? Limits)
{
    public const int Attempts = 3;
    public const int Timeout = 2;

    /// <summary>Every sort of limit, alone and with others.</summary>
    public static readonly Kind[] All =
    [
        new("plain", "default", null),
        new("brisk", "default", null),
        new("tight", "tight", null),
        new("ordered", "default", new Limits { InOrder = true }),
        new("few", "default", new Limits { Running = 2 }),
        new("narrow", "default", new Limits { PerTenant = 2, PerKey = 1 }),
        new("paced", "paced", new Limits { Rate = 2, Period = 1 }),
        new("dosed", "default", new Limits { InOrder = true, Running = 3, Rate = 1, Period = 2, Scope = 2 }),
    ];

    public static readonly Line[] Lines = [new("default"), new("tight") { Running = 2 }, new("paced") { Rate = 3, Period = 1 }];
}

/// <summary>How many of a kind may go at the same time, and how.</summary>
internal sealed record Limits
{
    public bool InOrder { get; init; }

    public short Priority { get; init; }

    public int? Running { get; init; }

    public int? PerTenant { get; init; }

    public int? PerKey { get; init; }

    public int? Rate { get; init; }

    public int Period { get; init; }

    /// <summary>0 of the kind, 1 of a tenant, 2 of a key.</summary>
    public short Scope { get; init; }
}

/// <summary>A queue, and what it may let go.</summary>
internal sealed record Line(string Name)
{
    public int? Running { get; init; }

    public int? Rate { get; init; }

    public int Period { get; init; }
}
