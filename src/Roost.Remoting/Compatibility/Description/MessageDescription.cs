namespace Roost.Remoting.Compatibility.Description;

/// <summary>Data in the database, or on its way to other hosts.</summary>
internal sealed record MessageDescription
{
    public required Shape Data { get; init; }

    /// <summary>The module that publishes an event; in another database nobody takes it from elsewhere.</summary>
    public string? Publisher { get; init; }

    /// <summary>Whether its type is obsolete, so that no code of its version makes another.</summary>
    public bool IsObsolete { get; init; }

    /// <summary>Whether it is not written any more, and still read.</summary>
    public bool IsOld { get; init; }
}
