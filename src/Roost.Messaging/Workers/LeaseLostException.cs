namespace Roost.Messaging.Workers;

/// <summary>Another worker has the job, or it is over. What this one wrote is undone.</summary>
internal sealed class LeaseLostException() : Exception("The job was taken from this worker while it ran.");
