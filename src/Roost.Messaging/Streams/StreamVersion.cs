namespace Roost.Messaging.Streams;

/// <summary>Versions to expect that are no number of events.</summary>
public static class StreamVersion
{
    /// <summary>There is no stream yet.</summary>
    public const long New = 0;

    /// <summary>Whatever it is: for what is true whoever else has appended.</summary>
    public const long Any = -1;
}
