using Roost.Messaging.Faults.Tests.Scenes;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A bug in the database's functions, and the scene that must not overlook it.</summary>
/// <param name="Name">Says what is wrong.</param>
/// <param name="Scene">Makes the scene.</param>
/// <param name="Changes">What is changed.</param>
internal sealed record SqlBug(string Name, Func<IScene> Scene, params SqlChange[] Changes)
{
    /// <summary>What is done to tables besides.</summary>
    public string Tables { get; init; } = "";

    /// <summary>Whether it is planted in the short form, too.</summary>
    public bool IsShort { get; init; }
}
