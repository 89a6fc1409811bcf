namespace Bench.Common;

/// <summary>What both contestants answer with, made from the id alone.</summary>
public sealed record Item(int Id, string Name, long Price, string Currency)
{
    public static Item Find(int id) => new(id, "An item in memory", 1999, "EUR");
}
