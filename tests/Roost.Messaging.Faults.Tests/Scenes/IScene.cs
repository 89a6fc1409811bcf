using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Something that is done to workers. A new capability adds its scenes here, and its bugs name the scene that catches them.</summary>
internal interface IScene
{
    /// <summary>Plays it, heals what it broke, and waits until all is over.</summary>
    /// <returns>What is not as it must be.</returns>
    Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions);
}
