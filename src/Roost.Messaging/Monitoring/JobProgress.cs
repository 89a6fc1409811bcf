using System.Text.Json;

namespace Roost.Messaging.Monitoring;

/// <summary>How far a job is, as its handler has said.</summary>
internal sealed record JobProgress(long Done, long? Total, JsonElement? Detail);
