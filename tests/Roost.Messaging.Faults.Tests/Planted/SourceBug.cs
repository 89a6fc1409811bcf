using Roost.Messaging.Faults.Tests.Scenes;

namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>A bug in the product's sources, of which a worker is built, and the scene that must not overlook it.</summary>
/// <param name="Name">Says what is wrong.</param>
/// <param name="Scene">Makes the scene.</param>
/// <param name="Changes">What is changed.</param>
internal sealed record SourceBug(string Name, Func<IScene> Scene, params SourceChange[] Changes);

/// <summary>A piece of a file, and what stands there instead.</summary>
/// <param name="File">The file below <see cref="Folder"/>.</param>
/// <param name="Find">A text that is in it exactly once.</param>
/// <param name="Replace">The text that takes its place.</param>
internal sealed record SourceChange(string File, string Find, string Replace)
{
    /// <summary>The folder of the repository.</summary>
    /// <value>The default is that of the core.</value>
    public string Folder { get; init; } = "src/Roost.Messaging";

    /// <summary>Gives the changed text.</summary>
    public string Apply(string text)
    {
        (text.Split(Find).Length - 1).ShouldBe(1, $"'{Find}' is to be in {File} exactly once. Mend the planted bug.");
        return text.Replace(Find, Replace, StringComparison.Ordinal);
    }
}
