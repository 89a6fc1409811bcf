using Roost.Messaging.Faults.Tests.Invariants;
using Roost.Messaging.Faults.Tests.Proxy;
using Roost.Messaging.Faults.Tests.Stages;

namespace Roost.Messaging.Faults.Tests.Scenes;

/// <summary>Visits the first messages about one statement, one after the other.</summary>
/// <param name="statement">The statement.</param>
/// <param name="moment">On which side of the server's work the worker dies.</param>
/// <param name="count">How many messages.</param>
/// <param name="errand">What the worker finds to do.</param>
internal sealed class Walk(string statement, Moment moment, int count, Errand errand) : IScene
{
    public async Task<IReadOnlyList<Breach>> PlayAsync(Conditions conditions)
    {
        var breaches = new List<Breach>();
        for (var number = 1; number <= count; number++)
        {
            breaches.AddRange(await new Visit(new(statement, number, moment), errand).PlayAsync(conditions));
        }

        return breaches;
    }
}
