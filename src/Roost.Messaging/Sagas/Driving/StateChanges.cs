using System.Text.Json.Nodes;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Sagas.Driving;

/// <summary>Brings together what steps that ran side by side have changed in the state: each its own properties.</summary>
internal static class StateChanges
{
    /// <param name="before">The state that a step began with.</param>
    /// <param name="after">What it made of it.</param>
    /// <param name="now">What others have made of it meanwhile.</param>
    /// <exception cref="SagaStateException">Two have changed the same property.</exception>
    public static byte[] Merge(byte[] before, byte[] after, byte[] now)
    {
        if (ReferenceEquals(before, now) || before.AsSpan().SequenceEqual(after))
        {
            return ReferenceEquals(before, now) ? after : now;
        }

        var (old, mine, merged) = (Read(before), Read(after), Read(now));
        foreach (var name in old.Select(property => property.Key).Union(mine.Select(property => property.Key)).ToArray())
        {
            if (JsonNode.DeepEquals(old[name], mine[name]) && old.ContainsKey(name) == mine.ContainsKey(name))
            {
                continue;
            }

            if (!JsonNode.DeepEquals(old[name], merged[name]))
            {
                throw new SagaStateException($"Two steps that ran side by side have both changed '{name}' of the state. Give each a property of its own.");
            }

            merged[name] = mine[name]?.DeepClone();
        }

        return System.Text.Encoding.UTF8.GetBytes(merged.ToJsonString(JobJson.Options));
    }

    private static JsonObject Read(byte[] state) => JsonNode.Parse(state)!.AsObject();
}

/// <summary>The state is too large, or steps that ran side by side do not agree on it: a mistake in the saga.</summary>
internal sealed class SagaStateException(string message) : Exception(message);
