using Roost;
using Roost.Faults;

namespace Shop.Host.Tenancy;

/// <summary>Tells clients to come again when too many look-ups are waiting.</summary>
internal sealed class LookUpFaults : IFaultClassifier
{
    private static readonly Error Full = Error.Unavailable(
        "tenant.look_ups_full", "Too many shops are being looked up at this moment. Wait as long as the Retry-After header says.");

    public Error? Classify(Exception exception) => exception is LookUpsFullException ? Full : null;
}
