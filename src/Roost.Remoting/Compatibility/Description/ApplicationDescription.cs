using Roost.Messaging.Travel;

namespace Roost.Remoting.Compatibility.Description;

/// <summary>All that one version of an application sends or stores, and another one may read.</summary>
internal sealed record ApplicationDescription
{
    /// <summary>
    /// How the file is written; another number is a file of another version of Roost, and is not compared. Whoever lets a word of it mean something else, or something more,
    /// takes the next number: otherwise what an older file does not say is taken for what it says.
    /// </summary>
    public const int CurrentFormat = 2;

    public required int Format { get; init; }

    /// <summary>By module and name, as they are called: <c>inventory/IInventory</c>.</summary>
    public required SortedDictionary<string, ContractDescription> Contracts { get; init; }

    /// <summary>Events, jobs and the like, by kind and name.</summary>
    public required SortedDictionary<MessageKind, SortedDictionary<string, MessageDescription>> Messages { get; init; }

    /// <summary>The types that they are made of.</summary>
    public required SortedDictionary<string, TypeDescription> Types { get; init; }
}
