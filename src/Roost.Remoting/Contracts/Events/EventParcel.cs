namespace Roost.Remoting.Contracts.Events;

/// <summary>An event packed for a way on which others could lay hands on it.</summary>
/// <param name="Body">The event, as JSON.</param>
/// <param name="Seal">Who sends it, when and whereto, signed. In ASCII.</param>
public readonly record struct EventParcel(ReadOnlyMemory<byte> Body, string Seal)
{
    /// <summary>How many characters a seal has at most. What is longer no host has written.</summary>
    public const int LongestSeal = 512;
}

/// <summary>A parcel that is not to be taken in: it cannot be read, or not be believed. The message says why, to those who run the hosts.</summary>
public sealed class EventParcelException : Exception
{
    /// <summary>Whether it may be taken in later: by a newer version of this host, or when the sender's key has come here.</summary>
    public bool MayPass { get; init; }

    /// <summary>Makes one.</summary>
    public EventParcelException()
    {
    }

    /// <summary>Makes one that says why.</summary>
    public EventParcelException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one that says why, with what was thrown.</summary>
    public EventParcelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
