namespace Roost.Remoting.Calls;

/// <summary>What an outcome of an attempt means.</summary>
public enum CallVerdict
{
    /// <summary>The other side works; whether it did what it was asked, or said no, is between it and the caller.</summary>
    Done,

    /// <summary>It counts against the other side, and another attempt would be of no use.</summary>
    Failed,

    /// <summary>It counts against the other side, and another attempt may succeed.</summary>
    Transient,
}
