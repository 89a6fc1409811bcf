using System.Text.Json;
using Roost.Messaging.Declaration;

namespace Roost.Messaging.Sagas.Declaration;

/// <summary>How signals are called and read: by their types' names, as jobs are.</summary>
internal static class SignalNames
{
    /// <summary>Asks a saga to undo itself.</summary>
    public const string Cancel = "!cancel";

    public static string Of(Type signal) => JobNames.Of(signal);

    public static TSignal Read<TSignal>(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize<TSignal>(payload.Span, JobJson.Options) ?? throw new JsonException($"A {typeof(TSignal).Name} is not null.");
}
