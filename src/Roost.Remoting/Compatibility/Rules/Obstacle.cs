namespace Roost.Remoting.Compatibility.Rules;

/// <summary>Something that one version writes and another cannot read.</summary>
/// <param name="Kind">What is the matter.</param>
/// <param name="Place">Where.</param>
/// <param name="Written">What is written there: a type, or a value that the reader does not know.</param>
/// <param name="Read">What the reader takes.</param>
internal sealed record Obstacle(ObstacleKind Kind, Place Place, string Written, string Read);

/// <summary>What can be the matter.</summary>
internal enum ObstacleKind
{
    /// <summary>The reader requires what is not always written.</summary>
    Missing,

    /// <summary>The reader requires what the writer may do without: what is older than the writer may lack it.</summary>
    MissingBefore,

    /// <summary>Null may come, and the reader expects a value.</summary>
    Null,

    /// <summary>It is something else than what the reader expects.</summary>
    OtherType,

    /// <summary>It may be a value of an enum, or a case of a type, that the reader does not know.</summary>
    Unknown,

    /// <summary>The reader refuses fields that it does not know.</summary>
    Refused,
}
