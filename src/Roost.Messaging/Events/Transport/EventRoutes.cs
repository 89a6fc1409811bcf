using Roost.Model;
using Roost.Topology;

namespace Roost.Messaging.Events.Transport;

/// <summary>Where the events of a host's database go.</summary>
public static class EventRoutes
{
    /// <summary>The names of the other databases of the topology in which modules subscribe to what is published in this host's. None without a topology.</summary>
    /// <param name="model">The modules of the image.</param>
    /// <param name="shape">This host.</param>
    public static IEnumerable<string> OtherDatabases(ApplicationModel model, HostShape shape) => Forwarding.Of(model, shape).Select(forward => forward.Fact.Target).Distinct();
}
