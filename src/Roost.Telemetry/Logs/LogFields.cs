using Microsoft.Extensions.Logging;

namespace Roost.Telemetry.Logs;

/// <summary>
/// Sorts the named values of an event: those of the operation that have a place of their own, and all others, each name once.
/// What the message says wins over what a scope says, and an inner scope over an outer one.
/// </summary>
internal sealed class LogFields
{
    private const int Most = 64;
    private readonly List<KeyValuePair<string, object?>> _others = [];

    public object? Tenant { get; private set; }

    public object? Principal { get; private set; }

    public object? Correlation { get; private set; }

    public IReadOnlyList<KeyValuePair<string, object?>> Others => _others;

    public void Collect(IReadOnlyList<KeyValuePair<string, object?>>? properties, IExternalScopeProvider? scopes)
    {
        Tenant = Principal = Correlation = null;
        _others.Clear();
        scopes?.ForEachScope(static (scope, fields) => fields.Add(scope), this);
        for (var i = 0; i < properties?.Count; i++)
        {
            Add(properties[i]);
        }
    }

    private void Add(object? scope)
    {
        switch (scope)
        {
            case IReadOnlyList<KeyValuePair<string, object?>> list:
                for (var i = 0; i < list.Count; i++)
                {
                    Add(list[i]);
                }

                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                foreach (var pair in pairs)
                {
                    Add(pair);
                }

                break;
        }
    }

    private void Add(in KeyValuePair<string, object?> field)
    {
        switch (field.Key)
        {
            case "tenant":
                Tenant = field.Value;
                break;
            case "principal":
                Principal = field.Value;
                break;
            case "correlation":
                Correlation = field.Value;
                break;
            // The template is in the code, under the event's id. The rest is the framework's scope of a request: names that we
            // have better ones for, and the raw path, in which anything may stand.
            case null or "{OriginalFormat}" or "RequestPath" or "RequestId" or "ConnectionId" or "TransportConnectionId":
                break;
            default:
                Set(field);
                break;
        }
    }

    private void Set(in KeyValuePair<string, object?> field)
    {
        for (var i = 0; i < _others.Count; i++)
        {
            if (_others[i].Key == field.Key)
            {
                _others[i] = field;
                return;
            }
        }

        if (_others.Count < Most)
        {
            _others.Add(field);
        }
    }
}
