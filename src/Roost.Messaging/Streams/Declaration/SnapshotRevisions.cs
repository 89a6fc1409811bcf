using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Schema;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Streams.Declaration;

/// <summary>
/// Which snapshots count: those of the revision that is declared, and of the shape that the state has as JSON. A state that has got another field can be read from an
/// older snapshot, and would be wrong.
/// </summary>
internal static class SnapshotRevisions
{
    public static int Of(Type state, int revision)
    {
        JobJson.Options.MakeReadOnly(populateMissingResolver: true);
        var shape = $"{revision} {JobJson.Options.GetJsonSchemaAsNode(state).ToJsonString()}";
        var number = BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(shape))) & int.MaxValue;
        // Nothing is 0.
        return Math.Max(1, number);
    }
}
