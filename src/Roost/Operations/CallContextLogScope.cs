using System.Collections;
using System.Globalization;

namespace Roost.Operations;

/// <summary>What every log line of an operation says of it: tenant, principal and correlation id. Never names or addresses.</summary>
internal sealed class CallContextLogScope(CallContext context) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("tenant", context.Tenant?.Value),
        1 => new("principal", context.Principal.Id),
        2 => new("correlation", context.CorrelationId),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"tenant:{context.Tenant?.Value} principal:{context.Principal.Id} correlation:{context.CorrelationId}");
}
