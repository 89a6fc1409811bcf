using Roost.Modules;

namespace Shop.Jobs;

/// <summary>Shows a shop's staff how its jobs go, whichever module they are of.</summary>
[Module("jobs")]
public sealed class JobsModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module.JobEndpoints(Policies.Staff);
}
