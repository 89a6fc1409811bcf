using Roost.Messaging.Events;
using Roost.Modules;

namespace Roost.Remoting.TestHost.News;

/// <summary>Publishes, in one database.</summary>
[Module("herald")]
public sealed class HeraldModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module.Publishes<Told>();
}

/// <summary>Something was told.</summary>
/// <param name="Number">Its place among those of the same key.</param>
[IntegrationEvent("herald.told")]
public sealed record Told(int Number);
