using Roost.Messaging.Sagas;
using Roost.Modules;

namespace Roost.Messaging.TestWorker.Voyages;

/// <summary>The module as it was deployed first.</summary>
[Module("voyages")]
public sealed class VoyagesBefore : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module.Saga<VoyageV1>().Services(services => services.AddScoped<Logbook>());
}

/// <summary>The module as it is deployed now: the old version beside the new one.</summary>
[Module("voyages")]
public sealed class VoyagesNow : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module.Saga<VoyageV1>().Saga<Voyage>().Services(services => services.AddScoped<Logbook>());
}
