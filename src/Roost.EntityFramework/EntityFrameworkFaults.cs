using Microsoft.EntityFrameworkCore;
using Roost.Faults;

namespace Roost.EntityFramework;

/// <summary>Recognises that somebody else has changed a row since it was read.</summary>
internal sealed class EntityFrameworkFaults : IFaultClassifier
{
    private static readonly Error Stale = Error.Stale("version.stale", "Somebody else has changed this in the meantime. Read it again and repeat the change.");

    public Error? Classify(Exception exception) => exception is DbUpdateConcurrencyException ? Stale : null;
}
